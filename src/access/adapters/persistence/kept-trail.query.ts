import type { Sql } from '#persistence';
import { type KeptSeal, KeptTrail, type UnsealedRows } from '../../application/verify-audit-trail.js';
import { microsecondsOf, ROW_COLUMNS, rowOf } from './audit-seals.sql.js';

/** Rows that one statement reads, or one seal's where that has more. */
const ROWS_AT_A_TIME = 10_000;
/** Seals that one statement looks at. */
const SEALS_AT_A_TIME = 1_000;

/** The next seals that together name so many rows; at least one. */
const NEXT_SEALS = `
  select max(n)::text as last from (
    select n, sum(cardinality(ids)) over (order by n) - cardinality(ids) as before
    from (select n, ids from access.audit_seals where n > $1 order by n limit ${SEALS_AT_A_TIME}) ahead
  ) counted where before < ${ROWS_AT_A_TIME}`;

const SEALED_ROWS = `
  select s.n::text, encode(s.previous, 'hex') as previous, encode(s.hash, 'hex') as hash, ${microsecondsOf('s.sealed_at')} as sealed_at,
    ${microsecondsOf('named.at')} as at, named.id, encode(substr(s.digests, (named.place::integer - 1) * 32 + 1, 32), 'hex') as digest,
    row.columns
  from access.audit_seals s
  cross join lateral unnest(s.ats, s.ids) with ordinality as named(at, id, place)
  left join lateral (select ${ROW_COLUMNS} from access.audit_events e where e.at = named.at and e.id = named.id offset 0) row on true
  where s.n > $1 and s.n <= $2 order by s.n, named.place`;

/** Rows of one hour that no seal and no place in the queue names, in one snapshot. */
const STRAYS = `
  with sealed as (
    select named.at, named.id from access.audit_seals s cross join lateral unnest(s.ats, s.ids) as named(at, id)
    where s.period && tstzrange($1, $1::timestamptz + interval '1 hour')
  )
  select ${microsecondsOf('e.at')} as at, e.id from access.audit_events e
  where e.at >= $1 and e.at < $1::timestamptz + interval '1 hour'
    and not exists (select from sealed where sealed.at = e.at and sealed.id = e.id)
    and not exists (select from access.audit_unsealed u where u.at = e.at and u.id = e.id)
  order by e.at, e.id`;

const NEXT_HOUR = `
  select date_trunc('hour', min(at))::text as hour from access.audit_events where at >= $1::timestamptz + interval '1 hour'`;

interface SealedRow {
  n: string;
  previous: string;
  hash: string;
  sealed_at: string;
  at: string;
  id: string;
  digest: string;
  columns: string | null;
}

/** Reads the trail and its seals a piece at a time. */
export class KeptTrailQuery extends KeptTrail {
  constructor(private readonly sql: Sql) {
    super();
  }

  override async *seals(): AsyncIterable<KeptSeal> {
    for (let after = '0'; ; ) {
      const [next] = await this.sql.query<{ last: string | null }>(NEXT_SEALS, [after]);
      if (!next?.last) return;
      const rows = await this.sql.query<SealedRow>(SEALED_ROWS, [after, next.last]);
      yield* sealsOf(rows);
      after = next.last;
    }
  }

  override async *strays(): AsyncIterable<{ at: string; id: string }> {
    for (let hour = await this.nextHour('-infinity'); hour !== null; hour = await this.nextHour(hour)) {
      yield* await this.sql.query<{ at: string; id: string }>(STRAYS, [hour]);
    }
  }

  override async unsealed(): Promise<UnsealedRows> {
    const row = await this.sql.first<UnsealedRows>(
      `select count(*)::integer as count, greatest(0, coalesce(extract(epoch from now() - min(at)), 0))::float8 as "oldestSeconds"
       from access.audit_unsealed`,
    );
    return row!;
  }

  private async nextHour(after: string): Promise<string | null> {
    return (await this.sql.first<{ hour: string | null }>(NEXT_HOUR, [after]))!.hour;
  }
}

/** Rows of one seal stand together. */
function* sealsOf(rows: SealedRow[]): Iterable<KeptSeal> {
  for (let start = 0; start < rows.length; ) {
    const { n, previous, hash, sealed_at: sealedAt } = rows[start]!;
    const end = rows.findIndex((row, index) => index > start && row.n !== n);
    const named = rows.slice(start, end === -1 ? rows.length : end);
    yield {
      n: Number(n),
      previous,
      hash,
      sealedAt,
      rows: named.map(({ at, id, digest }) => ({ at, id, digest })),
      present: named.map(({ at, columns }) => (columns === null ? undefined : rowOf(at, columns))),
    };
    start += named.length;
  }
}
