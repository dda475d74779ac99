import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { NotFound } from '#kernel';
import {
  type Caller,
  staffScopeOf,
  cursorKey,
  CurrentCaller,
  DEFAULT_LIMIT,
  IfMatch,
  Operation,
  type Page,
  PageQuery,
  pageOf,
  PathId,
  Permission,
  Reads,
  Tag,
  Writes,
} from '#http';
import { PatientRecords } from '../../access.facade.js';
import { RevokeInvitation } from '../../application/revoke-invitation.js';
import { SendInvitation } from '../../application/send-invitation.js';
import { invitationMachine } from '../../domain/invitation-machine.js';
import type { PatientInvitation } from '../../domain/patient-invitation.js';
import { type InvitationView, PatientInvitationsQuery } from '../persistence/patient-invitations.query.js';
import { InvitationAnswer, InvitePatientBody, IssuedInvitationAnswer } from './invitations.dto.js';

const INVITE = 'patient:invite';

/** Inviting writes its own audit row, since a code must not be kept with an answer and mail is sent after the commit. */
@Tag('Invitations', 'Codes with which patients make an account of their own.')
@Controller('patients/:id/invitations')
export class InvitationsController {
  constructor(
    private readonly send: SendInvitation,
    private readonly revoke: RevokeInvitation,
    private readonly invitations: PatientInvitationsQuery,
    private readonly patients: PatientRecords,
  ) {}

  @Post()
  @Permission(INVITE)
  @Operation({
    summary: 'Invite a patient to make an account',
    description:
      'For patients who are or were registered or seen at the caller’s facility. The answer shows a code, once; a code that was open ' +
      'before counts no longer. Takes no Idempotency-Key, so that no code is kept.',
    answer: IssuedInvitationAnswer,
    errors: { 409: ['patient-merged'], 422: ['patient-deceased'] },
  })
  async invitePatient(
    @CurrentCaller() caller: Caller,
    @PathId('patient') patientId: string,
    @Body() { email }: InvitePatientBody,
  ): Promise<IssuedInvitationAnswer> {
    const command = { patientId, email, invitedBy: caller.userId, scope: staffScopeOf(caller, INVITE) };
    const { invitation, code, mailed } = await this.send.execute(command);
    return { ...answerOf(issuedView(invitation)), code, mailed };
  }

  @Get()
  @Permission(INVITE)
  @Reads('patient-invitation.list')
  @Operation({ summary: 'List invitations of a patient, newest first', page: InvitationAnswer })
  async listInvitations(
    @CurrentCaller() caller: Caller,
    @PathId('patient') patientId: string,
    @Query() { limit = DEFAULT_LIMIT, cursor }: PageQuery,
  ): Promise<Page<InvitationAnswer>> {
    await this.expectReach(caller, patientId);
    const rows = await this.invitations.page(patientId, limit, cursorKey(cursor, ['uuid'])?.[0]);
    return pageOf(rows, limit, (row) => [row.id], answerOf);
  }

  @Get(':invitationId')
  @Permission(INVITE)
  @Reads('patient-invitation.read')
  @Operation({ summary: 'Read an invitation', answer: InvitationAnswer })
  async readInvitation(
    @CurrentCaller() caller: Caller,
    @PathId('patient') patientId: string,
    @PathId('invitation', 'invitationId') id: string,
  ): Promise<InvitationAnswer> {
    await this.expectReach(caller, patientId);
    return this.answerFor(id, patientId);
  }

  @Post(':invitationId/revoke')
  @Permission(INVITE)
  @Writes('patient-invitation.revoke')
  @Operation({ summary: 'Take an invitation back', answer: InvitationAnswer, status: 200, errors: { 409: ['invalid-transition'] } })
  async revokeInvitation(
    @CurrentCaller() caller: Caller,
    @PathId('patient') patientId: string,
    @PathId('invitation', 'invitationId') id: string,
    @IfMatch() expectedVersion: number | undefined,
  ): Promise<InvitationAnswer> {
    await this.revoke.execute({ id, patientId, expectedVersion, scope: staffScopeOf(caller, INVITE) });
    return this.answerFor(id, patientId);
  }

  private async expectReach(caller: Caller, patientId: string): Promise<void> {
    if (!(await this.patients.find(patientId, staffScopeOf(caller, INVITE)))) throw new NotFound('patient');
  }

  private async answerFor(id: string, patientId: string): Promise<InvitationAnswer> {
    const view = await this.invitations.byId(id, patientId);
    if (!view) throw new NotFound('invitation');
    return answerOf(view);
  }
}

/** As it is read back, from what was just made. */
function issuedView({ id, patientId, email, invitedBy, createdAt, expiresAt, version }: PatientInvitation): InvitationView {
  const times = { createdAt: createdAt.toString(), expiresAt: expiresAt.toString() };
  return { id, patientId, email, invitedBy, status: 'pending', ...times, version };
}

function answerOf(view: InvitationView): InvitationAnswer {
  return { ...view, allowedActions: invitationMachine.allowedActions(view.status) };
}
