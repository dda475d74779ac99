import { defineEntity, p } from '@mikro-orm/core';
import { NotFound } from '#kernel';
import { type Entities, explainConstraint, InstantType, type Sql } from '#persistence';
import { InvalidInvitation } from '../../domain/invitation-errors.js';
import { PatientInvitation } from '../../domain/patient-invitation.js';
import { PatientInvitations } from '../../domain/patient-invitations.js';

export const PatientInvitationMapping = defineEntity({
  class: PatientInvitation as never,
  tableName: 'patient_invitations',
  schema: 'access',
  properties: {
    id: p.uuid().primary(),
    patientId: p.uuid(),
    codeHash: p.text(),
    email: p.text().nullable(),
    invitedBy: p.uuid(),
    createdAt: p.type(InstantType),
    expiresAt: p.type(InstantType),
    failures: p.integer(),
    acceptedAt: p.type(InstantType).nullable(),
    acceptedBy: p.uuid().nullable(),
    revokedAt: p.type(InstantType).nullable(),
    version: p.integer().version(),
  },
});

explainConstraint('patient_invitations_patient', () => new NotFound('patient'));
explainConstraint('patient_invitations_one_end', () => new InvalidInvitation());

/** First half of the advisory lock on inviting one patient; any constant will do, as long as no other has it. */
const INVITING = 471_300_005;

export class MikroOrmPatientInvitations extends PatientInvitations {
  constructor(
    private readonly entities: Entities,
    private readonly sql: Sql,
  ) {
    super();
  }

  override async replace(invitation: PatientInvitation, now: Temporal.Instant): Promise<void> {
    const { patientId } = invitation;
    await this.sql.lock('select pg_advisory_xact_lock($1::int, hashtext($2))', [INVITING, patientId]);
    await this.sql.execute(
      `update access.patient_invitations set revoked_at = $2, version = version + 1
       where patient_id = $1 and accepted_at is null and revoked_at is null`,
      [patientId, now.toString()],
    );
    this.entities.add(invitation);
  }

  override async find(id: string, patientId: string): Promise<PatientInvitation | undefined> {
    return this.entities.find<PatientInvitation>(PatientInvitation as never, { id, patientId });
  }

  override async take(codeHash: string): Promise<PatientInvitation | undefined> {
    const statement = 'select id from access.patient_invitations where code_hash = $1 for update';
    const [row] = await this.sql.lock<{ id: string }>(statement, [codeHash]);
    return row && this.entities.find<PatientInvitation>(PatientInvitation as never, { id: row.id });
  }

  override save(): Promise<void> {
    return this.entities.save();
  }
}
