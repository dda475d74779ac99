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
  publishMachine,
  RequiredIfMatch,
  Tag,
  Writes,
} from '#http';
import { NotFound } from '#kernel';
import { ChangeShift } from '../../application/change-shift.js';
import { PlanShift } from '../../application/plan-shift.js';
import { shiftMachine } from '../../domain/shift-machine.js';
import { PlacementQuery } from '../persistence/placement.query.js';
import { ShiftsQuery } from '../persistence/shifts.query.js';
import { expectAt } from './facility-scope.js';
import { expectOverride, expectPermitted, planScope } from './plan-scope.js';
import { shiftAnswer, shiftView } from './shift-answer.js';
import { ChangeShiftBody, PlanShiftBody, ShiftAnswer, ShiftListQuery } from './shifts.dto.js';

const RULES = { 409: ['shift-overlap', 'invalid-transition'], 422: ['shift-rules-broken', 'invalid-period', 'invalid-shift'] };

publishMachine('shift', shiftMachine);

@Tag('Shifts', 'Who works when in a department, and who is on call. Staff see and confirm their own.')
@Controller('shifts')
export class ShiftsController {
  constructor(
    private readonly query: ShiftsQuery,
    private readonly placement: PlacementQuery,
    private readonly plan: PlanShift,
    private readonly change: ChangeShift,
  ) {}

  @Post()
  @Permission('shift:manage')
  @Writes('shift.plan')
  @Operation({
    summary: 'Plan a shift',
    description:
      'For somebody, or open. Rest, hours, role, credential, leave and employment are checked together; an override with a ' +
      'reason sets all but an overlap aside.',
    answer: ShiftAnswer,
    errors: { ...RULES, 404: ['not-found'], 422: [...RULES[422], 'outside-roster'] },
  })
  async planShift(@CurrentCaller() caller: Caller, @Body() { start, end, ...body }: PlanShiftBody): Promise<ShiftAnswer> {
    const facilityId = await this.placement.facilityOfDepartment(body.departmentId);
    if (facilityId === undefined) throw new NotFound('department');
    expectAt(facilityId, 'shift:manage', caller, 'department');
    expectOverride(body.override, facilityId, caller);
    const time = { start: Temporal.Instant.from(start), end: Temporal.Instant.from(end) };
    return shiftAnswer(shiftView(await this.plan.execute({ ...body, ...time })), caller);
  }

  @Get()
  @Permission('shift:own')
  @Operation({
    summary: 'List shifts by their start',
    description: 'One’s own, published ones with `shift:read`, and drafts as well with `shift:manage`.',
    page: ShiftAnswer,
  })
  async listShifts(
    @CurrentCaller() caller: Caller,
    @Query() { limit = DEFAULT_LIMIT, cursor, ...filter }: ShiftListQuery,
  ): Promise<Page<ShiftAnswer>> {
    const rows = await this.query.page(filter, planScope(caller), limit, cursorKey(cursor, ['instant', 'uuid']));
    return pageOf(
      rows,
      limit,
      ({ start, id }) => [start, id],
      (row) => shiftAnswer(row, caller),
    );
  }

  @Get(':id')
  @Permission('shift:own')
  @Operation({ summary: 'Read a shift', answer: ShiftAnswer })
  async readShift(@CurrentCaller() caller: Caller, @PathId('shift') id: string): Promise<ShiftAnswer> {
    return shiftAnswer(await this.query.one(id, planScope(caller)), caller);
  }

  @Patch(':id')
  @Permission('shift:manage')
  @Writes('shift.change')
  @Operation({ summary: 'Change the time, kind or need of a shift', answer: ShiftAnswer, errors: RULES })
  async changeShift(
    @CurrentCaller() caller: Caller,
    @PathId('shift') shiftId: string,
    @RequiredIfMatch() expectedVersion: number,
    @Body() { start, end, ...changes }: ChangeShiftBody,
  ): Promise<ShiftAnswer> {
    const known = await this.query.one(shiftId, planScope(caller));
    expectPermitted('change', known, caller);
    expectOverride(changes.override, known.facilityId, caller);
    const time = { start: instantOf(start), end: instantOf(end) };
    return shiftAnswer(shiftView(await this.change.execute({ shiftId, expectedVersion, ...changes, ...time })), caller);
  }
}

function instantOf(text: string | undefined): Temporal.Instant | undefined {
  return text === undefined ? undefined : Temporal.Instant.from(text);
}
