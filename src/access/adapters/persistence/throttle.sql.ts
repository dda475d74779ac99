import type { Sql } from '#persistence';

/** Something that may be tried only so often within a quarter of an hour. */
export interface Subject {
  name: string;
  limit: number;
}

const WINDOW = "interval '15 minutes'";
/** After so long without another attempt nothing of the past counts. */
const MEMORY = "interval '24 hours'";
/** Doublings of the delay at the most: eight hours. */
const MOST_DOUBLINGS = 5;
/** Rows that one attempt clears by the way, so that the table stays small under any attack. */
const CLEARED_BY_THE_WAY = 10;

/**
 * Counts attempts by subject for all processes, in one small table; only what is counted writes. Where the limit is reached
 * within a quarter of an hour, the subject is closed for as long, and twice as long each further time, where delays grow.
 */
export class SqlThrottle {
  constructor(
    private readonly sql: Sql,
    private readonly growth: 'growing' | 'constant',
  ) {}

  /** Seconds until none of the subjects is closed, or nothing. */
  async waitFor(subjects: readonly Subject[]): Promise<number | undefined> {
    const row = await this.sql.first<{ seconds: number | null }>(
      `select ceil(extract(epoch from max(locked_until) - now()))::int as seconds from access.sign_in_failures
       where subject = any ($1::text[]) and locked_until > now()`,
      [subjects.map(({ name }) => name)],
    );
    return row?.seconds ?? undefined;
  }

  /**
   * Counts one attempt for each of the subjects. A closed one is not closed for longer, or nobody could ever wait it out.
   * @returns seconds to wait where one was closed already
   */
  async count(subjects: readonly Subject[]): Promise<number | undefined> {
    // In one order for everybody, so that two attempts don't wait for each other.
    const ordered = [...subjects].sort((one, other) => (one.name < other.name ? -1 : 1));
    const doublings = this.growth === 'growing' ? MOST_DOUBLINGS : 0;
    const [row] = await this.sql.lock<{ seconds: number | null }>(COUNT, [
      ordered.map(({ name }) => name),
      ordered.map(({ limit }) => limit),
      doublings,
    ]);
    return row?.seconds ?? undefined;
  }

  async forget({ name }: Subject): Promise<void> {
    const found = await this.sql.first('select 1 from access.sign_in_failures where subject = $1', [name]);
    if (found) await this.sql.execute('delete from access.sign_in_failures where subject = $1', [name]);
  }
}

/**
 * `failures` is 0 when the subject was closed by this attempt, and grows with those that come while it is closed: that is
 * how the last attempt that counted is told from the first that came too late.
 */
const COUNT = `
  with counted as (
    insert into access.sign_in_failures as f (subject, failures, since)
    select subject, 1, now() from unnest($1::text[]) subject
    on conflict (subject) do update set (failures, since, locked_until, strikes) = (
      select
        case when is_closed then f.failures + 1 when closes then 0 else seen end,
        case when is_closed then f.since when closes or seen = 1 then now() else f.since end,
        case when closes then now() + ${WINDOW} * power(2, least(strikes, $3::int)) else f.locked_until end,
        case when closes then strikes + 1 else strikes end
      from (select *, not is_closed and seen >= most as closes from (
        select
          coalesce(f.locked_until > now(), false) as is_closed,
          case when f.since > now() - ${WINDOW} and f.failures > 0 and coalesce(f.locked_until <= f.since, true)
            then f.failures + 1 else 1 end as seen,
          case when greatest(f.since, f.locked_until) > now() - ${MEMORY} then f.strikes else 0 end as strikes,
          (select most from unnest($1::text[], $2::int[]) as asked (subject, most) where asked.subject = f.subject) as most
      ) known) decided
    )
    returning failures, locked_until
  ), cleared as (
    delete from access.sign_in_failures where subject in (
      select subject from access.sign_in_failures
      where since <= now() - ${WINDOW} and (strikes = 0 or greatest(since, locked_until) <= now() - ${MEMORY}) and subject <> all ($1::text[])
      order by since limit ${CLEARED_BY_THE_WAY} for update skip locked)
  )
  select ceil(extract(epoch from max(locked_until) - now()))::int as seconds from counted where locked_until > now() and failures > 0`;
