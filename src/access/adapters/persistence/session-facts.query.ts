import type { Sql } from '#persistence';
import { SessionFacts, type SignInFacts } from '../../application/break-glass-ports.js';

export class SessionFactsQuery extends SessionFacts {
  constructor(private readonly sql: Sql) {
    super();
  }

  override async find(sessionId: string): Promise<SignInFacts | undefined> {
    const row = await this.sql.first<{ has_password: boolean; created_at: string }>(
      `select u.password_hash is not null as has_password, s.created_at
       from access.sessions s join access.users u on u.id = s.user_id where s.id = $1`,
      [sessionId],
    );
    return row && { hasPassword: row.has_password, signedInAt: Temporal.Instant.from(row.created_at) };
  }
}
