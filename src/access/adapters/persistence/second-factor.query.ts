import { instantText, type Sql } from '#persistence';

/** A user's own second factor, as they read it. */
export interface SecondFactorRow {
  status: 'none' | 'pending' | 'active';
  confirmedAt?: string;
  recoveryCodesLeft?: number;
}

/** Second factors for reading, without their secrets. */
export class SecondFactorQuery {
  constructor(private readonly sql: Sql) {}

  async of(userId: string): Promise<SecondFactorRow> {
    const row = await this.sql.first<{ confirmed_at: string | null; left: number }>(
      `select confirmed_at,
         (select count(*)::int from access.recovery_codes c where c.user_id = f.user_id and c.used_at is null) as left
       from access.second_factors f where user_id = $1`,
      [userId],
    );
    if (!row) return { status: 'none' };
    if (row.confirmed_at === null) return { status: 'pending' };
    return { status: 'active', confirmedAt: instantText(row.confirmed_at), recoveryCodesLeft: row.left };
  }
}
