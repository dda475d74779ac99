import type { Sql } from '#persistence';
import { type KeptSecret, type Sealed, type SecondFactor, SecondFactors } from '../../application/second-factor-ports.js';

/** Second factors as plain rows; what must happen once is one conditional update. */
export class SqlSecondFactors extends SecondFactors {
  constructor(private readonly sql: Sql) {
    super();
  }

  override async find(userId: string): Promise<SecondFactor | undefined> {
    const row = await this.sql.first<{ secret: string; confirmed_at: string | null }>(
      'select secret, confirmed_at from access.second_factors where user_id = $1',
      [userId],
    );
    if (!row) return undefined;
    const confirmedAt = row.confirmed_at === null ? undefined : Temporal.Instant.from(row.confirmed_at);
    return { sealedSecret: row.secret, confirmedAt };
  }

  override async begin(userId: string, { text, keyId }: Sealed, now: Temporal.Instant): Promise<boolean> {
    const begun = await this.sql.execute(
      `insert into access.second_factors as f (user_id, secret, key_id, begun_at) values ($1, $2, $3, $4)
       on conflict (user_id) do update set secret = $2, key_id = $3, begun_at = $4, last_step = -1 where f.confirmed_at is null`,
      [userId, text, keyId, now.toString()],
    );
    return begun === 1;
  }

  override async confirm(userId: string, sealedSecret: string, step: number, now: Temporal.Instant): Promise<boolean> {
    const confirmed = await this.sql.execute(
      `update access.second_factors set confirmed_at = $4, last_step = $3
       where user_id = $1 and secret = $2 and confirmed_at is null`,
      [userId, sealedSecret, step, now.toString()],
    );
    return confirmed === 1;
  }

  override async spendStep(userId: string, step: number): Promise<boolean> {
    const statement = `update access.second_factors set last_step = $2
      where user_id = $1 and confirmed_at is not null and last_step < $2`;
    return (await this.sql.execute(statement, [userId, step])) === 1;
  }

  override async remove(userId: string): Promise<boolean> {
    return (await this.sql.execute('delete from access.second_factors where user_id = $1', [userId])) === 1;
  }

  override async replaceRecoveryCodes(userId: string, hashes: readonly Uint8Array[], now: Temporal.Instant): Promise<void> {
    // Two that are made at the same moment: the lock leaves the codes of the second alone.
    await this.sql.lock('select 1 from access.second_factors where user_id = $1 for update', [userId]);
    await this.sql.execute('delete from access.recovery_codes where user_id = $1', [userId]);
    await this.sql.execute(
      'insert into access.recovery_codes (user_id, hash, made_at) select $1, hash, $3 from unnest($2::bytea[]) hash',
      [userId, hashes, now.toString()],
    );
  }

  override async spendRecoveryCode(userId: string, hash: Uint8Array, now: Temporal.Instant): Promise<boolean> {
    const statement = `update access.recovery_codes set used_at = $3 where user_id = $1 and hash = $2 and used_at is null
      and exists (select from access.second_factors f where f.user_id = $1 and f.confirmed_at is not null)`;
    return (await this.sql.execute(statement, [userId, hash, now.toString()])) === 1;
  }

  override async countByKey(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.sql.query<{ key_id: string; count: number }>(
      'select key_id, count(*)::int as count from access.second_factors group by key_id',
    );
    return new Map(rows.map((row) => [row.key_id, row.count]));
  }

  override async notUnder(keyId: string, afterUserId: string | undefined, limit: number): Promise<KeptSecret[]> {
    return this.sql.query(
      `select user_id as "userId", secret as "sealedSecret" from access.second_factors
       where key_id <> $1 and ($2::uuid is null or user_id > $2::uuid) order by user_id limit $3`,
      [keyId, afterUserId ?? null, limit],
    );
  }

  override async reseal(userId: string, sealedSecret: string, { text, keyId }: Sealed): Promise<void> {
    const statement = 'update access.second_factors set secret = $3, key_id = $4 where user_id = $1 and secret = $2';
    await this.sql.execute(statement, [userId, sealedSecret, text, keyId]);
  }
}
