import type { Clock } from '#kernel';
import { instantText, type Sql } from '#persistence';
import type { InvitationStatus } from '../../domain/invitation-machine.js';
import { invitationStatus } from '../../domain/patient-invitation.js';

/** An invitation as it is read: never with its code. */
export interface InvitationView {
  id: string;
  patientId: string;
  email?: string;
  status: InvitationStatus;
  invitedBy: string;
  createdAt: string;
  expiresAt: string;
  acceptedAt?: string;
  /** The account that was made with it. */
  acceptedBy?: string;
  revokedAt?: string;
  version: number;
}

interface Row {
  id: string;
  patient_id: string;
  email: string | null;
  invited_by: string;
  created_at: string;
  expires_at: string;
  failures: number;
  accepted_at: string | null;
  accepted_by: string | null;
  revoked_at: string | null;
  version: number;
}

const SELECT = `
  select id, patient_id, email, invited_by, created_at, expires_at, failures, accepted_at, accepted_by, revoked_at, version
  from access.patient_invitations`;

/** Invitations for reading. */
export class PatientInvitationsQuery {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  async byId(id: string, patientId: string): Promise<InvitationView | undefined> {
    const row = await this.sql.first<Row>(`${SELECT} where id = $1 and patient_id = $2`, [id, patientId]);
    return row && this.viewOf(row);
  }

  /** Newest first; one more than `limit` where there are more. */
  async page(patientId: string, limit: number, before?: string): Promise<InvitationView[]> {
    const rows = await this.sql.query<Row>(
      `${SELECT} where patient_id = $1 and ($2::uuid is null or id < $2::uuid) order by id desc limit $3`,
      [patientId, before ?? null, limit + 1],
    );
    return rows.map((row) => this.viewOf(row));
  }

  private viewOf(row: Row): InvitationView {
    const { id, failures, version } = row;
    const ends = {
      expiresAt: instantText(row.expires_at),
      acceptedAt: instantText(row.accepted_at),
      revokedAt: instantText(row.revoked_at),
    };
    const status = invitationStatus(
      {
        failures,
        expiresAt: Temporal.Instant.from(ends.expiresAt),
        acceptedAt: ends.acceptedAt === undefined ? undefined : Temporal.Instant.from(ends.acceptedAt),
        revokedAt: ends.revokedAt === undefined ? undefined : Temporal.Instant.from(ends.revokedAt),
      },
      this.clock.now(),
    );
    return {
      ...{ id, patientId: row.patient_id, email: row.email ?? undefined, status, invitedBy: row.invited_by },
      ...{ createdAt: instantText(row.created_at), ...ends, acceptedBy: row.accepted_by ?? undefined, version },
    };
  }
}
