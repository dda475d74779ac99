import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { NotFound } from '#kernel';
import {
  cursorKey,
  DEFAULT_LIMIT,
  IfMatch,
  Operation,
  type Page,
  PageQuery,
  pageOf,
  PathId,
  Permission,
  Reads,
  RequiredIfMatch,
  Tag,
  Writes,
} from '#http';
import { ChangeUser } from '../../application/change-user.js';
import { CreateUser } from '../../application/create-user.js';
import { GrantRole } from '../../application/grant-role.js';
import type { UserState } from '../../application/user-state.js';
import { WithdrawRole } from '../../application/withdraw-role.js';
import { isRole } from '../../domain/permissions.js';
import { UsersQuery } from '../persistence/users.query.js';
import { ChangeUserBody, CreateUserBody, RoleGrantDto, UserAnswer, WithdrawRoleQuery } from './auth.dto.js';

const UNKNOWN_PERSON = ['unknown-staff', 'unknown-patient'] as const;

@Tag('Users', 'Who can sign in, and the roles they hold at which facility.')
@Controller('users')
export class UsersController {
  constructor(
    private readonly users: UsersQuery,
    private readonly create: CreateUser,
    private readonly change: ChangeUser,
    private readonly grant: GrantRole,
    private readonly withdraw: WithdrawRole,
  ) {}

  @Post()
  @Permission('user:manage')
  @Writes('user.create')
  @Operation({
    summary: 'Create a user',
    answer: UserAnswer,
    errors: { 409: ['email-taken'], 422: ['password-unfit', 'unknown-facility', ...UNKNOWN_PERSON] },
  })
  async createUser(@Body() body: CreateUserBody): Promise<UserAnswer> {
    return answerOf(await this.create.execute(body));
  }

  @Get()
  @Permission('user:manage')
  @Reads('user.list')
  @Operation({ summary: 'List users in the order in which they were created', page: UserAnswer })
  async listUsers(@Query() { limit = DEFAULT_LIMIT, cursor }: PageQuery): Promise<Page<UserAnswer>> {
    const rows = await this.users.page(limit, cursorKey(cursor, ['uuid'])?.[0]);
    return pageOf(
      rows,
      limit,
      (row) => [row.id],
      (row) => row as UserAnswer,
    );
  }

  @Get(':id')
  @Permission('user:manage')
  @Reads('user.read')
  @Operation({ summary: 'Read a user', answer: UserAnswer })
  async readUser(@PathId('user') id: string): Promise<UserAnswer> {
    const user = await this.users.byId(id);
    if (!user) throw new NotFound('user');
    return user as UserAnswer;
  }

  @Patch(':id')
  @Permission('user:manage')
  @Writes('user.change')
  @Operation({
    summary: 'Change a user, or keep them out',
    answer: UserAnswer,
    errors: { 409: ['email-taken', 'last-administrator'], 422: ['password-unfit', ...UNKNOWN_PERSON] },
  })
  async changeUser(
    @PathId('user') userId: string,
    @RequiredIfMatch() expectedVersion: number,
    @Body() body: ChangeUserBody,
  ): Promise<UserAnswer> {
    return answerOf(await this.change.execute({ ...body, userId, expectedVersion }));
  }

  @Post(':id/roles')
  @Permission('user:manage')
  @Writes('user.grant-role')
  @Operation({
    summary: 'Grant a role, everywhere or at one facility',
    answer: UserAnswer,
    status: 200,
    errors: { 422: ['unknown-facility'] },
  })
  async grantRole(
    @PathId('user') userId: string,
    @IfMatch() expectedVersion: number | undefined,
    @Body() { role, facilityId }: RoleGrantDto,
  ): Promise<UserAnswer> {
    return answerOf(await this.grant.execute({ userId, expectedVersion, grant: { role, facilityId } }));
  }

  @Delete(':id/roles/:role')
  @Permission('user:manage')
  @Writes('user.withdraw-role')
  @Operation({ summary: 'Withdraw a role', answer: UserAnswer, errors: { 409: ['last-administrator'] } })
  async withdrawRole(
    @PathId('user') userId: string,
    @Param('role') role: string,
    @IfMatch() expectedVersion: number | undefined,
    @Query() { facilityId }: WithdrawRoleQuery,
  ): Promise<UserAnswer> {
    if (!isRole(role)) throw new NotFound('role grant');
    return answerOf(await this.withdraw.execute({ userId, expectedVersion, grant: { role, facilityId } }));
  }
}

function answerOf({ createdAt, ...user }: UserState): UserAnswer {
  return { ...user, createdAt: createdAt.toString() };
}
