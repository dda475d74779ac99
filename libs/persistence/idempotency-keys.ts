import type { Entities } from './entities.js';
import type { Sql } from './sql.js';

/** The first answer to a request, kept to be given again. */
export interface StoredAnswer {
  /** SHA-256 over method, address and body of the request. */
  fingerprint: Buffer;
  status: number;
  headers: Record<string, string>;
  /** The body as JSON text; absent where it was empty. */
  body?: string;
}

/** Hours for which a key is remembered. */
const KEPT_FOR = 24;
/** Keys that one statement forgets at the most. */
const AT_A_TIME = 2_000;

/** First answers by caller and Idempotency-Key, written in the transaction of their effect. */
export class IdempotencyKeys {
  constructor(
    private readonly sql: Sql,
    private readonly entities: Entities,
  ) {}

  async find(callerId: string, key: string): Promise<StoredAnswer | undefined> {
    const row = await this.sql.first<Omit<StoredAnswer, 'body'> & { body: string | null }>(
      `select fingerprint, status, headers, body from platform.idempotency_keys
       where caller_id = $1 and key = $2 and created_at > now() - make_interval(hours => $3)`,
      [callerId, key, KEPT_FOR],
    );
    return row && { ...row, body: row.body ?? undefined };
  }

  /** Adds the answer to the surrounding unit of work; a second one with the same key fails on the primary key. */
  keep(callerId: string, key: string, { fingerprint, status, headers, body }: StoredAnswer): void {
    const row = { caller_id: callerId, key, fingerprint, status, headers: JSON.stringify(headers), body };
    this.entities.insert({ table: 'platform.idempotency_keys', row });
  }

  /** Whether a unit of work failed because its key was there already. */
  isTaken(error: unknown): boolean {
    return (error as { constraint?: string }).constraint === 'idempotency_keys_pkey';
  }

  /** Forgets one key if its time is over. */
  async release(callerId: string, key: string): Promise<void> {
    await this.sql.execute(
      'delete from platform.idempotency_keys where caller_id = $1 and key = $2 and created_at <= now() - make_interval(hours => $3)',
      [callerId, key, KEPT_FOR],
    );
  }

  /** Forgets keys whose time is over, in pieces, so that no statement holds locks for long. */
  async prune(): Promise<void> {
    const statement = `delete from platform.idempotency_keys where ctid = any (array(
      select ctid from platform.idempotency_keys where created_at <= now() - make_interval(hours => $1)
      order by created_at limit ${AT_A_TIME} for update skip locked))`;
    while ((await this.sql.execute(statement, [KEPT_FOR])) === AT_A_TIME);
  }
}
