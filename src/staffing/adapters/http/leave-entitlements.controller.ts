import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, mayAt, Operation, PathId, Permission, Tag, Writes } from '#http';
import { NotFound } from '#kernel';
import { EntitleLeave } from '../../application/entitle-leave.js';
import { LeaveQuery } from '../persistence/leave.query.js';
import { PlacementQuery } from '../persistence/placement.query.js';
import { FacilityScope } from './facility-scope.js';
import { MANAGE } from './leave-answer.js';
import { EntitlementAnswer, EntitlementBody, EntitlementsFilter } from './leave.dto.js';

@Tag('Leave', 'Who is away on which days. Approved leave closes bookable time; staff ask for and see their own.')
@Controller('staff/:id/leave-entitlements')
export class LeaveEntitlementsController {
  constructor(
    private readonly query: LeaveQuery,
    private readonly placement: PlacementQuery,
    private readonly scope: FacilityScope,
    private readonly entitle: EntitleLeave,
  ) {}

  @Get()
  @Permission('leave:request')
  @Operation({
    summary: 'List how many working days of leave somebody has, by year and kind',
    description: 'One’s own; that of others with the permission `leave:manage`. A kind and year that is not there is not limited.',
    items: EntitlementAnswer,
  })
  async listLeaveEntitlements(
    @CurrentCaller() caller: Caller,
    @PathId('staff member') staffId: string,
    @Query() { year }: EntitlementsFilter,
  ): Promise<{ items: EntitlementAnswer[] }> {
    const facilityId = await this.placement.facilityOfStaff(staffId);
    if (facilityId === undefined || !(caller.staffId === staffId || mayAt(caller, MANAGE, facilityId))) throw new NotFound('staff member');
    return { items: await this.query.entitlements(staffId, year) };
  }

  @Put()
  @Permission(MANAGE)
  @Writes('leave-entitlement.set')
  @Operation({
    summary: 'Say how many working days of a kind of leave somebody has in a year',
    description: `Sets one kind and year and leaves the others. A day counts where the person's weekly availability has them work, Monday
to Friday for somebody without any, and the facility is not closed; half a day counts half. Leave over the turn of the year is charged to both years.`,
    answer: EntitlementAnswer,
    errors: { 422: ['entitlement-below-used'] },
  })
  async setLeaveEntitlement(
    @CurrentCaller() caller: Caller,
    @PathId('staff member') staffId: string,
    @Body() { kind, year, days }: EntitlementBody,
  ): Promise<EntitlementAnswer> {
    await this.scope.expectStaff(staffId, MANAGE, caller);
    const set = await this.entitle.execute({ staffId, kind, year, days });
    if (!set) return { staffId, kind, year, version: 0 };
    const { usedDays, remainingDays, version } = set;
    return { staffId, kind, year, days: set.days, usedDays, remainingDays, version };
  }
}
