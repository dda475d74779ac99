import { Body, Controller, Param, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, IfMatch, Operation, PathId, Permission, Tag, Writes } from '#http';
import { NotFound } from '#kernel';
import { ActOnPrescription } from '../../application/act-on-prescription.js';
import { SignPrescription } from '../../application/sign-prescription.js';
import { answerOf, APPROVE, WRITE, writerOf } from './prescription-answer.js';
import { actionNamed } from './prescription-action.js';
import { WRITE_ERRORS } from './prescriptions.controller.js';
import { ActBody, OverrideBody, PrescriptionAnswer, ReviseBody, SignBody } from './prescriptions.dto.js';

export const SIGN_ERRORS = {
  403: ['not-the-prescriber', 'may-not-override'],
  409: ['invalid-transition', 'medicine-already-active'],
  422: ['safety-check-failed', 'staff-not-credentialed', 'patient-deceased'],
};

/** An action on a prescription is that action on every line. */
@Tag('Prescriptions', 'Prescribing, through the safety gate, and what patients take.')
@Controller('prescriptions/:id')
export class PrescriptionActionsController {
  constructor(
    private readonly sign: SignPrescription,
    private readonly desk: ActOnPrescription,
  ) {}

  @Post('sign')
  @Permission(WRITE)
  @Writes('prescription.sign')
  @Operation({
    summary: 'Sign a prescription',
    description: 'Through the safety gate: what blocks is set aside by `overrides`, the severest with a second clinician’s approval.',
    answer: PrescriptionAnswer,
    status: 200,
    errors: SIGN_ERRORS,
  })
  async signPrescription(
    @CurrentCaller() caller: Caller,
    @PathId('prescription') prescriptionId: string,
    @IfMatch() version: number | undefined,
    @Body() { overrides }: SignBody,
  ): Promise<PrescriptionAnswer> {
    return answerOf(await this.sign.execute({ prescriptionId, version, overrides, writer: writerOf(caller) }), caller);
  }

  @Post('revise')
  @Permission(WRITE)
  @Writes('prescription.revise')
  @Operation({
    summary: 'Replace a prescription by another',
    description: 'Stops it and answers with the draft that takes its place, both or neither.',
    answer: PrescriptionAnswer,
    errors: { 403: ['may-not-override'], 409: ['invalid-transition'], 422: [...WRITE_ERRORS, 'reason-required'] },
  })
  async revisePrescription(
    @CurrentCaller() caller: Caller,
    @PathId('prescription') prescriptionId: string,
    @IfMatch() version: number | undefined,
    @Body() body: ReviseBody,
  ): Promise<PrescriptionAnswer> {
    return answerOf(await this.desk.revise({ prescriptionId, version, ...body, writer: writerOf(caller) }), caller);
  }

  @Post('renew')
  @Permission(WRITE)
  @Writes('prescription.renew')
  @Operation({
    summary: 'Write a prescription again',
    description: 'Answers with the new draft; the old one goes on, so lines of it that are active run beside the new.',
    answer: PrescriptionAnswer,
    errors: { 409: ['invalid-transition'], 422: WRITE_ERRORS },
  })
  async renewPrescription(
    @CurrentCaller() caller: Caller,
    @PathId('prescription') prescriptionId: string,
    @IfMatch() version: number | undefined,
  ): Promise<PrescriptionAnswer> {
    return answerOf(await this.desk.renew({ prescriptionId, version, writer: writerOf(caller) }), caller);
  }

  @Post('override-approvals')
  @Permission(APPROVE)
  @Writes('prescription.approve-override')
  @Operation({
    summary: 'Agree, as the second clinician, that a finding is set aside',
    answer: PrescriptionAnswer,
    errors: { 422: ['approver-is-prescriber', 'nothing-to-approve'] },
  })
  async approveOverride(
    @CurrentCaller() caller: Caller,
    @PathId('prescription') prescriptionId: string,
    @Body() body: OverrideBody,
  ): Promise<PrescriptionAnswer> {
    return answerOf(await this.desk.approve({ prescriptionId, ...body, writer: writerOf(caller, APPROVE) }), caller);
  }

  @Post(':action')
  @Permission(WRITE)
  @Writes('prescription.move')
  @Operation({
    summary: 'Move a prescription along its life cycle',
    description: 'Actions: `hold`, `resume`, `stop`, `cancel`, `void`, for every line from whose status it leads on.',
    answer: PrescriptionAnswer,
    status: 200,
    errors: { 409: ['invalid-transition'], 422: ['reason-required'] },
  })
  async movePrescription(
    @CurrentCaller() caller: Caller,
    @PathId('prescription') prescriptionId: string,
    @Param('action') name: string,
    @IfMatch() version: number | undefined,
    @Body() { reason }: ActBody,
  ): Promise<PrescriptionAnswer> {
    const action = actionNamed(name);
    if (!action) throw new NotFound('action');
    return answerOf(await this.desk.move({ prescriptionId, version, action, reason, writer: writerOf(caller) }), caller);
  }
}
