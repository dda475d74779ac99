import type { Entities, Sql } from '#persistence';
import {
  type ClaimedRequest,
  type PasswordLinkRequest,
  PasswordLinkRequests,
  PasswordLinks,
} from '../../application/password-link-ports.js';

interface RequestRow {
  id: string;
  email: string | null;
  user_id: string | null;
  lifetime_minutes: number;
  requested_at: string;
  attempts: number;
}

/** Requests for links as rows that go when they are done. */
export class SqlPasswordLinkRequests extends PasswordLinkRequests {
  constructor(
    private readonly entities: Entities,
    private readonly sql: Sql,
  ) {
    super();
  }

  override add({ id, email, userId, lifetimeMinutes, requestedAt }: PasswordLinkRequest): void {
    const row = { id, email, user_id: userId, lifetime_minutes: lifetimeMinutes, requested_at: requestedAt.toString() };
    this.entities.insert({ table: 'access.password_link_requests', row });
  }

  override async claim(limit: number, until: Temporal.Instant, now: Temporal.Instant): Promise<ClaimedRequest[]> {
    const rows = await this.sql.lock<RequestRow>(
      `update access.password_link_requests set claimed_until = $2, attempts = attempts + 1 where id in (
         select id from access.password_link_requests where claimed_until is null or claimed_until <= $3
         order by requested_at limit $1 for update skip locked)
       returning id, email, user_id, lifetime_minutes, requested_at, attempts`,
      [limit, until.toString(), now.toString()],
    );
    return rows.map((row) => ({
      id: row.id,
      email: row.email ?? undefined,
      userId: row.user_id ?? undefined,
      lifetimeMinutes: row.lifetime_minutes,
      requestedAt: Temporal.Instant.from(row.requested_at),
      attempt: row.attempts,
    }));
  }

  override async settle(requestId: string): Promise<void> {
    await this.sql.execute('delete from access.password_link_requests where id = $1', [requestId]);
  }
}

/** Links by digest. */
export class SqlPasswordLinks extends PasswordLinks {
  constructor(
    private readonly entities: Entities,
    private readonly sql: Sql,
  ) {
    super();
  }

  override add(hash: Uint8Array, userId: string, madeAt: Temporal.Instant, expiresAt: Temporal.Instant): void {
    const row = { hash, user_id: userId, made_at: madeAt.toString(), expires_at: expiresAt.toString() };
    this.entities.insert({ table: 'access.password_links', row });
  }

  override async ownerOf(hash: Uint8Array, now: Temporal.Instant): Promise<string | undefined> {
    const row = await this.sql.first<{ user_id: string }>(
      'select user_id from access.password_links where hash = $1 and used_at is null and expires_at > $2',
      [hash, now.toString()],
    );
    return row?.user_id;
  }

  override async spend(hash: Uint8Array, now: Temporal.Instant): Promise<boolean> {
    const statement = 'update access.password_links set used_at = $2 where hash = $1 and used_at is null and expires_at > $2';
    return (await this.sql.execute(statement, [hash, now.toString()])) === 1;
  }

  override async spendAllOf(userId: string, now: Temporal.Instant): Promise<void> {
    const statement = 'update access.password_links set used_at = $2 where user_id = $1 and used_at is null';
    await this.sql.execute(statement, [userId, now.toString()]);
  }

  override async forgetExpiredBefore(then: Temporal.Instant): Promise<void> {
    await this.sql.execute('delete from access.password_links where expires_at < $1', [then.toString()]);
  }
}
