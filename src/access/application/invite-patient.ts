import { type AuditTrail, type Clock, type Ids, NotFound, type RowScope, type UnitOfWork } from '#kernel';
import type { PatientRecord, PatientRecords } from '../access.facade.js';
import { PatientDeceased } from '../domain/invitation-errors.js';
import { type InvitationRules, PatientInvitation } from '../domain/patient-invitation.js';
import type { PatientInvitations } from '../domain/patient-invitations.js';
import type { InvitationCodes } from './invitation-ports.js';

export interface InvitePatientCommand {
  patientId: string;
  invitedBy: string;
  /** Where the code is to be sent. */
  email?: string;
  /** Patients whom the caller may invite. */
  scope: RowScope;
}

/** An invitation with its code, which is known at this moment alone. */
export interface IssuedInvitation {
  invitation: PatientInvitation;
  patient: PatientRecord;
  code: string;
}

/** Invites a patient to make an account of their own. */
export class InvitePatient {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly patients: PatientRecords,
    private readonly invitations: PatientInvitations,
    private readonly codes: InvitationCodes,
    private readonly rules: InvitationRules,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * @throws NotFound where there is no such patient within the caller's reach
   * @throws PatientDeceased
   */
  async execute(command: InvitePatientCommand): Promise<IssuedInvitation> {
    const code = this.codes.next();
    return this.unitOfWork.run(() => this.issue(command, code));
  }

  private async issue({ patientId, invitedBy, email, scope }: InvitePatientCommand, code: string): Promise<IssuedInvitation> {
    const patient = await this.patients.find(patientId, scope);
    if (!patient) throw new NotFound('patient');
    if (patient.deceased) throw new PatientDeceased();
    const now = this.clock.now();
    const codeHash = this.codes.hashOf(code);
    const invitation = new PatientInvitation({ id: this.ids.next(), patientId, codeHash, email, invitedBy }, this.rules, now);
    await this.invitations.replace(invitation, now);
    this.trail.record({ action: 'patient.invite', resourceType: 'patient-invitation', resourceId: invitation.id, patientId });
    return { invitation, patient, code };
  }
}
