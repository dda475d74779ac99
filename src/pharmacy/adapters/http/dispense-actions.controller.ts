import { Body, Controller, Post, UseInterceptors } from '@nestjs/common';
import { type Caller, CurrentCaller, IfMatch, Operation, PathId, Permission, Tag, Writes } from '#http';
import type { CheckedDispense } from '../../application/dispense-medicines.js';
import { SettleDispense, type SettleDispenseCommand } from '../../application/settle-dispense.js';
import { answerOf, dispenserOf, MAKE, VERIFY, WITNESS } from './dispense-answer.js';
import { CancelDispenseBody, DeclineDispenseBody, DispenseAnswer, DispenseCheckBody } from './dispenses.dto.js';
import { ShortageInterceptor } from './shortage.interceptor.js';

type Version = number | undefined;

const ENDS = { 409: ['invalid-transition'] };
const UNSAFE = ['safety-check-failed', 'exceeds-prescription', 'patient-deceased'];
const CHECKED = { 403: ['may-not-override'], 409: ['invalid-transition'], 422: UNSAFE };
const GIVES_OUT = { ...CHECKED, 409: ['invalid-transition', 'insufficient-stock'] };

@Tag('Dispenses', 'Medicines that are given out for a prescription: of which lots, checked by whom, before which witness.')
@Controller('dispenses/:id')
@UseInterceptors(ShortageInterceptor)
export class DispenseActionsController {
  constructor(private readonly settle: SettleDispense) {}

  @Post('reserve')
  @Permission(MAKE)
  @Writes('dispense.reserve')
  @Operation({
    summary: 'Hold stock again for a dispense that lost it',
    description: 'A dispense is back in `draft` where something else needed its stock: a count, a recall, a quarantine.',
    answer: DispenseAnswer,
    status: 200,
    errors: GIVES_OUT,
  })
  reserveDispense(
    @CurrentCaller() caller: Caller,
    @PathId('dispense') id: string,
    @IfMatch() version: Version,
    @Body() { overrides }: DispenseCheckBody,
  ): Promise<DispenseAnswer> {
    return this.answer(caller, this.settle.reserve({ ...commandOf(caller, MAKE, id, version), overrides }));
  }

  @Post('verify')
  @Permission(VERIFY)
  @Writes('dispense.verify')
  @Operation({ summary: 'Verify a dispense as a pharmacist', answer: DispenseAnswer, status: 200, errors: CHECKED })
  verifyDispense(
    @CurrentCaller() caller: Caller,
    @PathId('dispense') id: string,
    @IfMatch() version: Version,
    @Body() { overrides }: DispenseCheckBody,
  ): Promise<DispenseAnswer> {
    return this.answer(caller, this.settle.verify({ ...commandOf(caller, VERIFY, id, version), overrides }));
  }

  @Post('complete')
  @Permission(MAKE)
  @Writes('dispense.complete')
  @Operation({
    summary: 'Give out what is held',
    description: 'A lot that became unusable meanwhile is replaced by others. A controlled drug waits for a witness.',
    answer: DispenseAnswer,
    status: 200,
    errors: GIVES_OUT,
  })
  completeDispense(
    @CurrentCaller() caller: Caller,
    @PathId('dispense') id: string,
    @IfMatch() version: Version,
    @Body() { overrides }: DispenseCheckBody,
  ): Promise<DispenseAnswer> {
    return this.answer(caller, this.settle.complete({ ...commandOf(caller, MAKE, id, version), overrides }));
  }

  @Post('witness')
  @Permission(WITNESS)
  @Writes('dispense.witness')
  @Operation({
    summary: 'Witness that a controlled drug is given out',
    description: 'By another person than who dispenses it, signed in as themselves. The safety gate is asked again.',
    answer: DispenseAnswer,
    status: 200,
    errors: { ...GIVES_OUT, 422: [...UNSAFE, 'witness-is-actor'] },
  })
  witnessDispense(@CurrentCaller() caller: Caller, @PathId('dispense') id: string, @IfMatch() version: Version): Promise<DispenseAnswer> {
    return this.answer(caller, this.settle.witness(commandOf(caller, WITNESS, id, version)));
  }

  @Post('cancel')
  @Permission(MAKE)
  @Writes('dispense.cancel')
  @Operation({ summary: 'Give a dispense up', answer: DispenseAnswer, status: 200, errors: ENDS })
  cancelDispense(
    @CurrentCaller() caller: Caller,
    @PathId('dispense') id: string,
    @IfMatch() version: Version,
    @Body() { reasonCode = 'other', reason }: CancelDispenseBody,
  ): Promise<DispenseAnswer> {
    return this.answer(caller, this.settle.end({ ...commandOf(caller, MAKE, id, version), action: 'cancel', reasonCode, reason }));
  }

  @Post('decline')
  @Permission(VERIFY)
  @Writes('dispense.decline')
  @Operation({ summary: 'Refuse to dispense, as a pharmacist', answer: DispenseAnswer, status: 200, errors: ENDS })
  declineDispense(
    @CurrentCaller() caller: Caller,
    @PathId('dispense') id: string,
    @IfMatch() version: Version,
    @Body() { reasonCode, reason }: DeclineDispenseBody,
  ): Promise<DispenseAnswer> {
    return this.answer(caller, this.settle.end({ ...commandOf(caller, VERIFY, id, version), action: 'decline', reasonCode, reason }));
  }

  private async answer(caller: Caller, settled: Promise<CheckedDispense>): Promise<DispenseAnswer> {
    return answerOf(await settled, caller);
  }
}

function commandOf(caller: Caller, permission: string, dispenseId: string, expectedVersion: Version): SettleDispenseCommand {
  return { dispenseId, expectedVersion, dispenser: dispenserOf(caller, permission) };
}
