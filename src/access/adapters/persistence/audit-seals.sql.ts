import type { Clock } from '#kernel';
import type { Sql } from '#persistence';
import { AuditSeals } from '../../application/audit-seals.js';
import { type AuditRow, digestOf, hashOf, NO_ROW, NO_SEAL, type Seal } from '../../domain/audit-chain.js';
import { sha256 } from './sha-256.js';

/** Any constant will do, as long as no other lock of the product has it. */
const SEALER_LOCK = 4_713_000_010;

/** A row of the trail in a form that does not depend on settings of the session: `at` in microseconds since 1970. */
export const ROW_COLUMNS = `(to_jsonb(e) - 'at')::text as columns`;
export const microsecondsOf = (column: string): string => `(extract(epoch from ${column}) * 1000000)::bigint::text`;

/**
 * Takes rows out of the queue with what they say now. The look-up of each by its key is forced (`offset 0`), since the
 * planner does not know how many the queue gives. No row is locked before it is deleted: only the holder of the lock above
 * deletes, and locking would ask for rights that the application does not have.
 */
const TAKE = `
  with taken as (
    delete from access.audit_unsealed
    where ctid = any (array(select ctid from access.audit_unsealed limit $1))
    returning at, id
  )
  select t.at::text as stamp, ${microsecondsOf('t.at')} as at, t.id, row.columns
  from taken t
  left join lateral (select ${ROW_COLUMNS} from access.audit_events e where e.at = t.at and e.id = t.id offset 0) row on true
  order by t.at, t.id`;

const KEEP = `
  insert into access.audit_seals (n, previous, period, ats, ids, digests, hash, sealed_at)
  values ($1, decode($2, 'hex'), tstzrange($3, $4, '[]'), $5::timestamptz[], $6::uuid[], decode($7, 'hex'), decode($8, 'hex'), $9)`;

interface TakenRow {
  /** As PostgreSQL writes and reads it. */
  stamp: string;
  at: string;
  id: string;
  columns: string | null;
}

/** Seals in a table of their own, made by whichever process holds the lock. */
export class SqlAuditSeals extends AuditSeals {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async isSomethingWaiting(): Promise<boolean> {
    return (await this.sql.first('select 1 from access.audit_unsealed limit 1')) !== undefined;
  }

  override async sealNext(most: number): Promise<number> {
    const [leader] = await this.sql.lock<{ held: boolean }>('select pg_try_advisory_xact_lock($1) as held', [SEALER_LOCK]);
    if (!leader?.held) return 0;
    const head = await this.sql.first<{ n: string; hash: string }>(
      "select n::text, encode(hash, 'hex') as hash from access.audit_seals order by audit_seals.n desc limit 1",
    );
    const rows = await this.sql.query<TakenRow>(TAKE, [most]);
    if (rows.length > 0) await this.keep({ n: Number(head?.n ?? 0) + 1, previous: head?.hash ?? NO_SEAL }, rows);
    return rows.length;
  }

  override async oldestWaiting(): Promise<number> {
    const row = await this.sql.first<{ age: number }>(
      'select coalesce(extract(epoch from now() - min(at)), 0)::float8 as age from access.audit_unsealed',
    );
    return Math.max(0, row?.age ?? 0);
  }

  private async keep(place: Pick<Seal, 'n' | 'previous'>, taken: TakenRow[]): Promise<void> {
    const now = this.clock.now().round('millisecond');
    const rows = taken.map(({ at, id, columns }) => ({ at, id, digest: columns === null ? NO_ROW : digestOf(rowOf(at, columns), sha256) }));
    const seal = { ...place, sealedAt: String(now.epochMilliseconds * 1_000), rows };
    const [first, last] = [taken[0]!, taken.at(-1)!];
    await this.sql.execute(KEEP, [
      seal.n,
      seal.previous,
      first.stamp,
      last.stamp,
      taken.map(({ stamp }) => stamp),
      taken.map(({ id }) => id),
      rows.map(({ digest }) => digest).join(''),
      hashOf(seal, sha256),
      now.toString(),
    ]);
  }
}

export function rowOf(at: string, columns: string): AuditRow {
  return { at, columns: JSON.parse(columns) as Record<string, unknown> };
}
