import { type AuditTrail, type Clock, NotFound, type RowScope, type UnitOfWork } from '#kernel';
import type { PatientRecords } from '../access.facade.js';
import type { PatientInvitation } from '../domain/patient-invitation.js';
import type { PatientInvitations } from '../domain/patient-invitations.js';

export interface RevokeInvitationCommand {
  id: string;
  patientId: string;
  expectedVersion?: number;
  scope: RowScope;
}

/** Takes an invitation back. */
export class RevokeInvitation {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly patients: PatientRecords,
    private readonly invitations: PatientInvitations,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * @throws NotFound
   * @throws StaleVersion
   * @throws InvalidTransition where it was accepted, or counts no longer for another reason
   */
  execute({ id, patientId, expectedVersion, scope }: RevokeInvitationCommand): Promise<PatientInvitation> {
    return this.unitOfWork.run(async () => {
      const patient = await this.patients.find(patientId, scope);
      const invitation = patient && (await this.invitations.find(id, patientId));
      if (!invitation) throw new NotFound('invitation');
      invitation.expectVersion(expectedVersion);
      invitation.revoke(this.clock.now());
      await this.invitations.save();
      this.trail.record({ action: 'patient-invitation.revoke', resourceType: 'patient-invitation', resourceId: id, patientId });
      return invitation;
    });
  }
}
