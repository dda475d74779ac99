import { Body, Controller, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, IfMatch, Operation, type OperationOptions, PathId, Permission, Tag, Writes } from '#http';
import { AdvanceShift, type AdvanceShiftCommand } from '../../application/advance-shift.js';
import { AssignShift } from '../../application/assign-shift.js';
import { CancelShift } from '../../application/cancel-shift.js';
import { ShiftsQuery } from '../persistence/shifts.query.js';
import { expectOverride, expectPermitted, planScope } from './plan-scope.js';
import { shiftAnswer, shiftView } from './shift-answer.js';
import { AssignShiftBody, CancelShiftBody, ShiftAnswer } from './shifts.dto.js';

type Version = number | undefined;

const step = (summary: string, more: OperationOptions['errors'] = {}): OperationOptions => ({
  summary,
  answer: ShiftAnswer,
  status: 200,
  errors: { ...more, 409: [...(more[409] ?? []), 'invalid-transition'] },
});

@Tag('Shifts', 'Who works when in a department, and who is on call. Staff see and confirm their own.')
@Controller('shifts/:id')
export class ShiftActionsController {
  constructor(
    private readonly query: ShiftsQuery,
    private readonly assign: AssignShift,
    private readonly advance: AdvanceShift,
    private readonly cancel: CancelShift,
  ) {}

  @Post('assign')
  @Permission('shift:manage')
  @Writes('shift.assign')
  @Operation(step('Give an open shift to somebody', { 409: ['shift-overlap'], 422: ['shift-rules-broken'] }))
  async assignShift(
    @CurrentCaller() caller: Caller,
    @PathId('shift') shiftId: string,
    @IfMatch() expectedVersion: Version,
    @Body() { staffId, override }: AssignShiftBody,
  ): Promise<ShiftAnswer> {
    const { facilityId } = await this.visible(shiftId, 'assign', caller);
    expectOverride(override, facilityId, caller);
    return shiftAnswer(shiftView(await this.assign.execute({ shiftId, expectedVersion, staffId, override })), caller);
  }

  @Post('unassign')
  @Permission('shift:manage')
  @Writes('shift.unassign')
  @Operation(step('Take somebody out of a draft again'))
  unassignShift(@CurrentCaller() caller: Caller, @PathId('shift') id: string, @IfMatch() version: Version): Promise<ShiftAnswer> {
    return this.advanced(caller, id, version, 'unassign');
  }

  @Post('confirm')
  @Permission('shift:own')
  @Writes('shift.confirm')
  @Operation(step('Confirm a shift: the person who has it, or whoever plans it'))
  confirmShift(@CurrentCaller() caller: Caller, @PathId('shift') id: string, @IfMatch() version: Version): Promise<ShiftAnswer> {
    return this.advanced(caller, id, version, 'confirm');
  }

  @Post('start')
  @Permission('shift:own')
  @Writes('shift.start')
  @Operation(step('Begin a shift'))
  startShift(@CurrentCaller() caller: Caller, @PathId('shift') id: string, @IfMatch() version: Version): Promise<ShiftAnswer> {
    return this.advanced(caller, id, version, 'start');
  }

  @Post('complete')
  @Permission('shift:own')
  @Writes('shift.complete')
  @Operation(step('End a shift that was worked'))
  completeShift(@CurrentCaller() caller: Caller, @PathId('shift') id: string, @IfMatch() version: Version): Promise<ShiftAnswer> {
    return this.advanced(caller, id, version, 'complete');
  }

  @Post('absent')
  @Permission('shift:manage')
  @Writes('shift.absent')
  @Operation(step('Record that somebody did not come to a shift'))
  markShiftAbsent(@CurrentCaller() caller: Caller, @PathId('shift') id: string, @IfMatch() version: Version): Promise<ShiftAnswer> {
    return this.advanced(caller, id, version, 'absent');
  }

  @Post('cancel')
  @Permission('shift:manage')
  @Writes('shift.cancel')
  @Operation(step('Take a shift out of the plan, or only the person who had it'))
  async cancelShift(
    @CurrentCaller() caller: Caller,
    @PathId('shift') shiftId: string,
    @IfMatch() expectedVersion: Version,
    @Body() body: CancelShiftBody,
  ): Promise<ShiftAnswer> {
    await this.visible(shiftId, 'cancel', caller);
    return shiftAnswer(shiftView(await this.cancel.execute({ shiftId, expectedVersion, ...body })), caller);
  }

  private async advanced(
    caller: Caller,
    shiftId: string,
    expectedVersion: Version,
    action: AdvanceShiftCommand['action'],
  ): Promise<ShiftAnswer> {
    await this.visible(shiftId, action, caller);
    return shiftAnswer(shiftView(await this.advance.execute({ shiftId, expectedVersion, action })), caller);
  }

  /** @throws NotFound, Forbidden */
  private async visible(id: string, action: string, caller: Caller): Promise<{ facilityId: string }> {
    const known = await this.query.one(id, planScope(caller));
    expectPermitted(action, known, caller);
    return known;
  }
}
