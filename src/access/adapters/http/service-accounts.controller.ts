import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
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
  RequiredIfMatch,
  Tag,
  Writes,
} from '#http';
import { ChangeServiceAccount } from '../../application/change-service-account.js';
import { CreateServiceAccount } from '../../application/create-service-account.js';
import { RotateServiceSecret } from '../../application/rotate-service-secret.js';
import { ServiceAccountsQuery } from '../persistence/service-accounts.query.js';
import {
  ChangeServiceAccountBody,
  CreateServiceAccountBody,
  RotateSecretBody,
  ServiceAccountAnswer,
  ServiceAccountWithSecretAnswer,
} from './service-accounts.dto.js';

const REFUSALS = { 409: ['service-account-name-taken'], 422: ['scope-not-at-facility', 'unknown-facility'] } as const;

@Tag('Service accounts', 'Machines that call the interface, and the permissions that each of them holds.')
@Controller('service-accounts')
export class ServiceAccountsController {
  constructor(
    private readonly accounts: ServiceAccountsQuery,
    private readonly create: CreateServiceAccount,
    private readonly change: ChangeServiceAccount,
    private readonly rotate: RotateServiceSecret,
  ) {}

  @Post()
  @Permission('service-account:manage')
  @Writes('service-account.create', { unrepeatable: true })
  @Operation({
    summary: 'Create an account for a machine',
    description: 'The secret is told in this answer and never again; keep it where the machine alone can read it.',
    answer: ServiceAccountWithSecretAnswer,
    errors: REFUSALS,
  })
  async createServiceAccount(@Body() body: CreateServiceAccountBody): Promise<ServiceAccountWithSecretAnswer> {
    return answerOf(await this.create.execute(body));
  }

  @Get()
  @Permission('service-account:manage')
  @Operation({ summary: 'List service accounts in the order in which they were created', page: ServiceAccountAnswer })
  async listServiceAccounts(@Query() { limit = DEFAULT_LIMIT, cursor }: PageQuery): Promise<Page<ServiceAccountAnswer>> {
    const rows = await this.accounts.page(limit, cursorKey(cursor, ['uuid'])?.[0]);
    return pageOf(rows, limit, (row) => [row.id], answerOf);
  }

  @Get(':id')
  @Permission('service-account:manage')
  @Operation({ summary: 'Read a service account', answer: ServiceAccountAnswer })
  async readServiceAccount(@PathId('service account') id: string): Promise<ServiceAccountAnswer> {
    const account = await this.accounts.byId(id);
    if (!account) throw new NotFound('service account');
    return answerOf(account);
  }

  @Patch(':id')
  @Permission('service-account:manage')
  @Writes('service-account.change')
  @Operation({
    summary: 'Change a service account, or keep it out',
    description: 'Fewer scopes and `disabled` count from the next request of the machine on, with tokens that it already has.',
    answer: ServiceAccountAnswer,
    errors: REFUSALS,
  })
  async changeServiceAccount(
    @PathId('service account') accountId: string,
    @RequiredIfMatch() expectedVersion: number,
    @Body() body: ChangeServiceAccountBody,
  ): Promise<ServiceAccountAnswer> {
    return answerOf(await this.change.execute({ ...body, accountId, expectedVersion }));
  }

  @Post(':id/rotate-secret')
  @Permission('service-account:manage')
  @Writes('service-account.rotate-secret', { unrepeatable: true })
  @Operation({
    summary: 'Give a service account a new secret',
    description:
      'Without `overlapMinutes` the secret before ends at once, with every token got by it: for a secret that has leaked. ' +
      'With it both count meanwhile: for a change that nobody should notice.',
    answer: ServiceAccountWithSecretAnswer,
    status: 200,
  })
  async rotateServiceSecret(
    @PathId('service account') accountId: string,
    @IfMatch() expectedVersion: number | undefined,
    @Body() { overlapMinutes = 0 }: RotateSecretBody,
  ): Promise<ServiceAccountWithSecretAnswer> {
    return answerOf(await this.rotate.execute({ accountId, expectedVersion, overlapMinutes }));
  }
}

function answerOf<State extends { id: string }>(state: State): State & { clientId: string } {
  return { ...state, clientId: state.id };
}
