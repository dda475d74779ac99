import { Body, Controller, Param, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, IfMatch, Operation, PathId, Permission, Tag, Writes } from '#http';
import { NotFound } from '#kernel';
import { ActOnPrescription } from '../../application/act-on-prescription.js';
import { SignPrescription } from '../../application/sign-prescription.js';
import { answerOf, WRITE, writerOf } from './prescription-answer.js';
import { actionNamed } from './prescription-action.js';
import { SIGN_ERRORS } from './prescription-actions.controller.js';
import { WRITE_ERRORS } from './prescriptions.controller.js';
import { ActBody, PrescriptionAnswer, ReviseBody, SignBody } from './prescriptions.dto.js';

/** The same as on the whole prescription, on one line. */
@Tag('Prescriptions', 'Prescribing, through the safety gate, and what patients take.')
@Controller('prescriptions/:id/lines/:lineId')
export class PrescriptionLinesController {
  constructor(
    private readonly sign: SignPrescription,
    private readonly desk: ActOnPrescription,
  ) {}

  @Post('sign')
  @Permission(WRITE)
  @Writes('prescription.sign')
  @Operation({
    summary: 'Sign one line of a prescription',
    description: 'Through the safety gate: what blocks is set aside by `overrides`, the severest with a second clinician’s approval.',
    answer: PrescriptionAnswer,
    status: 200,
    errors: SIGN_ERRORS,
  })
  async signPrescriptionLine(
    @CurrentCaller() caller: Caller,
    @PathId('prescription') prescriptionId: string,
    @PathId('prescription line', 'lineId') lineId: string,
    @IfMatch() version: number | undefined,
    @Body() { overrides }: SignBody,
  ): Promise<PrescriptionAnswer> {
    return answerOf(await this.sign.execute({ prescriptionId, lineId, version, overrides, writer: writerOf(caller) }), caller);
  }

  @Post('revise')
  @Permission(WRITE)
  @Writes('prescription.revise')
  @Operation({
    summary: 'Replace one line by a prescription of its own',
    description: 'Stops the line and answers with the draft that takes its place, both or neither.',
    answer: PrescriptionAnswer,
    errors: { 403: ['may-not-override'], 409: ['invalid-transition'], 422: [...WRITE_ERRORS, 'reason-required'] },
  })
  async revisePrescriptionLine(
    @CurrentCaller() caller: Caller,
    @PathId('prescription') prescriptionId: string,
    @PathId('prescription line', 'lineId') lineId: string,
    @IfMatch() version: number | undefined,
    @Body() body: ReviseBody,
  ): Promise<PrescriptionAnswer> {
    return answerOf(await this.desk.revise({ prescriptionId, lineId, version, ...body, writer: writerOf(caller) }), caller);
  }

  @Post('renew')
  @Permission(WRITE)
  @Writes('prescription.renew')
  @Operation({
    summary: 'Write one line of a prescription again',
    description: 'Answers with the new draft; the old line goes on, and the new may run beside it.',
    answer: PrescriptionAnswer,
    errors: { 409: ['invalid-transition'], 422: WRITE_ERRORS },
  })
  async renewPrescriptionLine(
    @CurrentCaller() caller: Caller,
    @PathId('prescription') prescriptionId: string,
    @PathId('prescription line', 'lineId') lineId: string,
    @IfMatch() version: number | undefined,
  ): Promise<PrescriptionAnswer> {
    return answerOf(await this.desk.renew({ prescriptionId, lineId, version, writer: writerOf(caller) }), caller);
  }

  @Post(':action')
  @Permission(WRITE)
  @Writes('prescription.move')
  @Operation({
    summary: 'Move one line along its life cycle',
    description: 'Actions: `hold`, `resume`, `stop`, `cancel`, `void`.',
    answer: PrescriptionAnswer,
    status: 200,
    errors: { 409: ['invalid-transition'], 422: ['reason-required'] },
  })
  async movePrescriptionLine(
    @CurrentCaller() caller: Caller,
    @PathId('prescription') prescriptionId: string,
    @PathId('prescription line', 'lineId') lineId: string,
    @Param('action') name: string,
    @IfMatch() version: number | undefined,
    @Body() { reason }: ActBody,
  ): Promise<PrescriptionAnswer> {
    const action = actionNamed(name);
    if (!action) throw new NotFound('action');
    return answerOf(await this.desk.move({ prescriptionId, lineId, version, action, reason, writer: writerOf(caller) }), caller);
  }
}
