import { NotFound } from '#kernel';
import { instantText, type Sql } from '#persistence';
import { settingsInForce, type SettingsOverrides } from '../../domain/facility-settings.js';
import type { Within } from './facilities.query.js';
import { present } from './rows.js';

/** A credential as it is stored: what it is worth depends on the day. */
export interface CredentialRow {
  id: string;
  staffId: string;
  kind: string;
  number: string;
  issuer: string;
  validFrom: string;
  validUntil: string;
  suspendedAt?: string;
  suspensionReason?: string;
  version: number;
}

/** Where a credential counts. */
export interface CredentialSurroundings {
  facilityId: string;
  timeZone: string;
  noticeDays: number;
}

const SELECT = `
  select id, staff_id as "staffId", kind, number, issuer, valid_from as "validFrom", valid_until as "validUntil",
    suspended_at as "suspendedAt", suspension_reason as "suspensionReason", version
  from staffing.credentials`;

/** Credentials for reading. */
export class CredentialsQuery {
  constructor(private readonly sql: Sql) {}

  /** In the order in which they were added; one more than `limit` where there are more. */
  async page(staffId: string, limit: number, after?: string): Promise<CredentialRow[]> {
    const rows = await this.sql.query<CredentialRow>(
      `${SELECT} where staff_id = $1 and ($2::uuid is null or id > $2) order by id limit $3`,
      [staffId, after ?? null, limit + 1],
    );
    return rows.map(rowOf);
  }

  /** @throws NotFound */
  async one(staffId: string, id: string): Promise<CredentialRow> {
    const row = await this.sql.first<CredentialRow>(`${SELECT} where staff_id = $1 and id = $2`, [staffId, id]);
    if (!row) throw new NotFound('credential');
    return rowOf(row);
  }

  /** @throws NotFound where there is no such member of staff within the facilities */
  async surroundings(staffId: string, within: Within): Promise<CredentialSurroundings> {
    const row = await this.sql.first<{ id: string; time_zone: string; settings: SettingsOverrides }>(
      `select f.id, f.time_zone, f.settings from staffing.staff_members s join staffing.facilities f on f.id = s.facility_id
       where s.id = $1 and ($2::uuid[] is null or s.facility_id = any($2))`,
      [staffId, within ?? null],
    );
    if (!row) throw new NotFound('staff member');
    const { credentialNoticeDays } = settingsInForce(row.settings).staffing;
    return { facilityId: row.id, timeZone: row.time_zone, noticeDays: credentialNoticeDays };
  }
}

function rowOf(row: CredentialRow): CredentialRow {
  const known = present(row);
  return known.suspendedAt === undefined ? known : { ...known, suspendedAt: instantText(known.suspendedAt) };
}
