import { instantText, type Sql } from '#persistence';

/** A live session as its user or an administrator reads it. */
export interface SessionRow {
  id: string;
  purpose: string;
  device?: string;
  address?: string;
  secondFactor: boolean;
  startedAt: string;
  refreshedAt: string;
  expiresAt: string;
}

interface Row {
  id: string;
  purpose: string;
  device: string | null;
  address: string | null;
  second_factor: boolean;
  created_at: string;
  refreshed_at: string;
  expires_at: string;
}

/** Sessions for reading, straight from their rows. */
export class SessionsQuery {
  constructor(private readonly sql: Sql) {}

  /** Live sessions of a user, newest first; one more than `limit` where there are more. */
  async page(userId: string, limit: number, before?: string): Promise<SessionRow[]> {
    const rows = await this.sql.query<Row>(
      `select id, purpose, device, address, second_factor_at is not null as second_factor, created_at, refreshed_at, expires_at
       from access.sessions where user_id = $1 and revoked_at is null and expires_at > now() and ($2::uuid is null or id < $2::uuid)
       order by id desc limit $3`,
      [userId, before ?? null, limit + 1],
    );
    return rows.map((row) => ({
      id: row.id,
      purpose: row.purpose,
      device: row.device ?? undefined,
      address: row.address ?? undefined,
      secondFactor: row.second_factor,
      startedAt: instantText(row.created_at),
      refreshedAt: instantText(row.refreshed_at),
      expiresAt: instantText(row.expires_at),
    }));
  }
}
