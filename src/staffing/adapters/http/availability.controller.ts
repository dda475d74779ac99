import { Body, Controller, Get, Put } from '@nestjs/common';
import { type Caller, CurrentCaller, IfMatch, Operation, PathId, Permission, Tag, Writes } from '#http';
import { SetAvailability } from '../../application/set-availability.js';
import { AvailabilityQuery } from '../persistence/availability.query.js';
import { StaffQuery } from '../persistence/staff.query.js';
import { AvailabilityAnswer, SetAvailabilityBody } from './availability.dto.js';
import { facilitiesWith, FacilityScope } from './facility-scope.js';

@Tag('Availability', 'When somebody can be booked, as wall-clock time.')
@Controller('staff/:id/availability')
export class AvailabilityController {
  constructor(
    private readonly query: AvailabilityQuery,
    private readonly staff: StaffQuery,
    private readonly scope: FacilityScope,
    private readonly set: SetAvailability,
  ) {}

  @Get()
  @Permission('staff:read')
  @Operation({
    summary: 'Read when a member of staff can be booked',
    description: 'An availability without rules and of version 0 where nothing was set yet.',
    answer: AvailabilityAnswer,
  })
  async readAvailability(@CurrentCaller() caller: Caller, @PathId('staff member') staffId: string): Promise<AvailabilityAnswer> {
    await this.staff.one(staffId, facilitiesWith('staff:read', caller));
    return this.query.of(staffId);
  }

  @Put()
  @Permission('availability:manage')
  @Writes('availability.set')
  @Operation({
    summary: 'Set when a member of staff can be booked',
    description: `Replaces what was set before. Rules of one weekday, validity and set of appointment types that overlap are joined;
others that overlap mean their union.`,
    answer: AvailabilityAnswer,
    errors: { 422: ['invalid-availability'] },
  })
  async setAvailability(
    @CurrentCaller() caller: Caller,
    @PathId('staff member') staffId: string,
    @IfMatch() expectedVersion: number | undefined,
    @Body() body: SetAvailabilityBody,
  ): Promise<AvailabilityAnswer> {
    await this.scope.expectStaff(staffId, 'availability:manage', caller);
    const { timeZone, rules, exceptions, capacity, version } = await this.set.execute({ staffId, expectedVersion, ...body });
    return { staffId, timeZone, rules, exceptions, capacity, version };
  }
}
