import { Controller, Get, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Operation, PathId, Permission, Tag } from '#http';
import { Clock, displayName } from '#kernel';
import { RostersQuery } from '../persistence/rosters.query.js';
import { FacilityScope } from './facility-scope.js';
import { OnCallDto, OnCallQuery } from './rosters.dto.js';

@Tag('Departments', 'Wards, clinics and other parts of a facility.')
@Controller('departments/:id/on-call')
export class OnCallController {
  constructor(
    private readonly query: RostersQuery,
    private readonly scope: FacilityScope,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Permission('shift:read')
  @Operation({ summary: 'Say who is on call for a department', items: OnCallDto })
  async readOnCall(
    @CurrentCaller() caller: Caller,
    @PathId('department') departmentId: string,
    @Query() { at }: OnCallQuery,
  ): Promise<{ items: OnCallDto[] }> {
    await this.scope.expectDepartment(departmentId, 'shift:read', caller);
    const rows = await this.query.onCall(departmentId, at === undefined ? this.clock.now() : Temporal.Instant.from(at));
    return { items: rows.map(({ name, ...row }) => ({ ...row, displayName: displayName(name) })) };
  }
}
