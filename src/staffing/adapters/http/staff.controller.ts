import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import {
  type Caller,
  CurrentCaller,
  cursorKey,
  DEFAULT_LIMIT,
  Operation,
  type Page,
  pageOf,
  PathId,
  Permission,
  RequiredIfMatch,
  Tag,
  Writes,
} from '#http';
import { HireStaff } from '../../application/hire-staff.js';
import { ReviseStaff } from '../../application/revise-staff.js';
import type { StaffMember } from '../../domain/staff-member.js';
import { StaffQuery, viewOf } from '../persistence/staff.query.js';
import { expectAt, FacilityScope, facilitiesWith } from './facility-scope.js';
import { ChangeStaffMemberBody, CreateStaffMemberBody, StaffListQuery, StaffMemberAnswer } from './staff.dto.js';

const RULES = ['department-not-in-facility', 'invalid-employment'];

@Tag('Staff', 'Everybody who works in a facility, medical or not.')
@Controller('staff')
export class StaffController {
  constructor(
    private readonly query: StaffQuery,
    private readonly scope: FacilityScope,
    private readonly hire: HireStaff,
    private readonly revise: ReviseStaff,
  ) {}

  @Post()
  @Permission('staff:manage')
  @Writes('staff.create')
  @Operation({
    summary: 'Record a member of staff',
    answer: StaffMemberAnswer,
    errors: { 404: ['not-found'], 409: ['identifier-taken'], 422: RULES },
  })
  async createStaffMember(@CurrentCaller() caller: Caller, @Body() body: CreateStaffMemberBody): Promise<StaffMemberAnswer> {
    expectAt(body.facilityId, 'staff:manage', caller);
    const { employmentStart, employmentEnd, ...fields } = body;
    return answerOf(
      await this.hire.execute({
        ...fields,
        employmentStart: Temporal.PlainDate.from(employmentStart),
        employmentEnd: employmentEnd === undefined ? undefined : Temporal.PlainDate.from(employmentEnd),
      }),
    );
  }

  @Get()
  @Permission('staff:read')
  @Operation({ summary: 'List staff by name', page: StaffMemberAnswer })
  async listStaff(
    @CurrentCaller() caller: Caller,
    @Query() { limit = DEFAULT_LIMIT, cursor, ...filter }: StaffListQuery,
  ): Promise<Page<StaffMemberAnswer>> {
    const rows = await this.query.page(filter, facilitiesWith('staff:read', caller), limit, cursorKey(cursor, ['text', 'uuid']));
    return pageOf(rows, limit, ({ sortName, id }) => [sortName, id], viewOf);
  }

  @Get(':id')
  @Permission('staff:read')
  @Operation({ summary: 'Read a member of staff', answer: StaffMemberAnswer })
  readStaffMember(@CurrentCaller() caller: Caller, @PathId('staff member') id: string): Promise<StaffMemberAnswer> {
    return this.query.one(id, facilitiesWith('staff:read', caller));
  }

  @Patch(':id')
  @Permission('staff:manage')
  @Writes('staff.change')
  @Operation({
    summary: 'Change a member of staff',
    answer: StaffMemberAnswer,
    errors: { 409: ['identifier-taken', 'staff-has-commitments'], 422: RULES },
  })
  async changeStaffMember(
    @CurrentCaller() caller: Caller,
    @PathId('staff member') staffId: string,
    @RequiredIfMatch() expectedVersion: number,
    @Body() body: ChangeStaffMemberBody,
  ): Promise<StaffMemberAnswer> {
    await this.scope.expectStaff(staffId, 'staff:manage', caller);
    if (body.facilityId !== undefined) expectAt(body.facilityId, 'staff:manage', caller);
    const { employmentStart, employmentEnd, ...rest } = body;
    const changes = { ...rest, employmentStart: dateOf(employmentStart) ?? undefined, employmentEnd: dateOf(employmentEnd) };
    return answerOf(await this.revise.execute({ staffId, expectedVersion, changes }));
  }
}

function dateOf(text: string | null | undefined): Temporal.PlainDate | null | undefined {
  return text === null || text === undefined ? text : Temporal.PlainDate.from(text);
}

/** A member of staff as the interface shows them. */
export function answerOf(member: StaffMember): StaffMemberAnswer {
  const { id, facilityId, departmentId, name, role, specialties, contacts, responsibilities, identifiers, version } = member;
  const employment = { employmentStart: member.employmentStart.toString(), employmentEnd: member.employmentEnd?.toString() };
  return { id, facilityId, departmentId, name, role, specialties, contacts, responsibilities, identifiers, ...employment, version };
}
