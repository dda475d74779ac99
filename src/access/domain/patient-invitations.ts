import type { PatientInvitation } from './patient-invitation.js';

/** All invitations of patients. */
export abstract class PatientInvitations {
  /** Revokes what was open for the patient and adds this one; whoever else invites the same patient waits for it. */
  abstract replace(invitation: PatientInvitation, now: Temporal.Instant): Promise<void>;

  abstract find(id: string, patientId: string): Promise<PatientInvitation | undefined>;

  /** By what is kept of its code; nobody else gets it until the unit of work ends. */
  abstract take(codeHash: string): Promise<PatientInvitation | undefined>;

  abstract save(): Promise<void>;
}
