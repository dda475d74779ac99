import type { Entities, Sql } from '#persistence';
import { type NewSession, Sessions, type Spending } from '../../application/ports.js';

/** Rows that one statement deletes at the most, so that none holds locks for long. */
const AT_A_TIME = 1_000;

/** Sessions and refresh tokens as plain rows. */
export class SqlSessions extends Sessions {
  constructor(
    private readonly entities: Entities,
    private readonly sql: Sql,
  ) {
    super();
  }

  override start({ id, userId, purpose, address, device, secondFactorAt, startedAt, expiresAt }: NewSession): void {
    const at = startedAt.toString();
    const times = { created_at: at, refreshed_at: at, expires_at: expiresAt.toString(), second_factor_at: secondFactorAt?.toString() };
    this.entities.insert({ table: 'access.sessions', row: { id, user_id: userId, purpose, address, device, ...times } });
  }

  override addRefreshToken(sessionId: string, hash: Uint8Array, now: Temporal.Instant): void {
    this.entities.insert({ table: 'access.refresh_tokens', row: { hash, session_id: sessionId, created_at: now.toString() } });
  }

  override async spend(hash: Uint8Array, now: Temporal.Instant): Promise<Spending> {
    const [spent] = await this.sql.lock<{ session_id: string; user_id: string }>(
      `with spent as (
         update access.refresh_tokens t set spent_at = $2 from access.sessions s join access.users u on u.id = s.user_id
         where t.hash = $1 and t.spent_at is null and s.id = t.session_id and s.purpose = 'api'
           and s.revoked_at is null and s.expires_at > $2 and u.disabled_at is null
         returning t.session_id, s.user_id
       ), refreshed as (
         update access.sessions set refreshed_at = $2 where id = (select session_id from spent)
       ) select session_id, user_id from spent`,
      [hash, now.toString()],
    );
    if (spent) return { outcome: 'spent', sessionId: spent.session_id, userId: spent.user_id };
    const reused = await this.sql.first<{ session_id: string }>(
      'select session_id from access.refresh_tokens where hash = $1 and spent_at is not null',
      [hash],
    );
    return reused ? { outcome: 'reused', sessionId: reused.session_id } : { outcome: 'refused' };
  }

  override async revoke(sessionId: string, now: Temporal.Instant): Promise<void> {
    const statement = 'update access.sessions set revoked_at = $2 where id = $1 and revoked_at is null';
    await this.sql.execute(statement, [sessionId, now.toString()]);
  }

  override async revokeOf(userId: string, sessionId: string, now: Temporal.Instant): Promise<boolean> {
    const statement = `update access.sessions set revoked_at = $3
      where id = $1 and user_id = $2 and revoked_at is null and expires_at > $3`;
    return (await this.sql.execute(statement, [sessionId, userId, now.toString()])) === 1;
  }

  override async revokeAllOf(userId: string, now: Temporal.Instant, exceptSessionId?: string): Promise<void> {
    const statement = `update access.sessions set revoked_at = $2
      where user_id = $1 and revoked_at is null and id is distinct from $3::uuid`;
    await this.sql.execute(statement, [userId, now.toString(), exceptSessionId ?? null]);
  }

  override async noteSecondFactor(sessionId: string, at: Temporal.Instant): Promise<void> {
    await this.sql.execute('update access.sessions set second_factor_at = $2 where id = $1', [sessionId, at.toString()]);
  }

  override async dropSecondFactor(userId: string): Promise<void> {
    const statement = 'update access.sessions set second_factor_at = null where user_id = $1 and second_factor_at is not null';
    await this.sql.execute(statement, [userId]);
  }

  override async forgetEndedBefore(then: Temporal.Instant): Promise<void> {
    const statement = `delete from access.sessions where id in (
      select id from access.sessions where expires_at < $1 order by expires_at limit ${AT_A_TIME} for update skip locked)`;
    while ((await this.sql.execute(statement, [then.toString()])) === AT_A_TIME);
  }
}
