import type { InvitationMail } from './invitation-ports.js';
import type { InvitePatient, InvitePatientCommand, IssuedInvitation } from './invite-patient.js';

/** Invites a patient, and mails the code where an address is given. Called outside a unit of work, which mail must not be part of. */
export class SendInvitation {
  constructor(
    private readonly invite: InvitePatient,
    private readonly mail: InvitationMail,
  ) {}

  /**
   * @returns `mailed`: whether the mail could be handed over; the invitation counts without it too
   * @throws NotFound, PatientDeceased
   */
  async execute(command: InvitePatientCommand): Promise<Omit<IssuedInvitation, 'patient'> & { mailed: boolean }> {
    const { invitation, patient, code } = await this.invite.execute(command);
    const { id, email, expiresAt } = invitation;
    const mailed = email !== undefined && (await this.mail.send({ key: `patient-invitation-${id}`, to: email, code, expiresAt, patient }));
    return { invitation, code, mailed };
  }
}
