import type { Sql } from '#persistence';
import type { Finding } from './health-checks.js';

/** Years ahead in which both must agree. */
const YEARS = 2;
/** Hours after which the comparison is made again. */
const KEPT_FOR = 6;

/** The zones that are in use, as a context knows them. */
export type ZonesInUse = () => Promise<string[]>;

/**
 * Compares the runtime's time-zone data with the database's, for the zones in use over the next two years: on every day, and just
 * before and at every change of the clocks. A booking that the two read differently would be at two times.
 */
export class TimeZoneCheck {
  private readonly sources: ZonesInUse[] = [];
  private known?: { until: number; finding: Finding };

  constructor(private readonly sql: Sql) {}

  /** Adds zones to be compared. */
  zonesFrom(source: ZonesInUse): void {
    this.sources.push(source);
  }

  async run(now = Temporal.Now.instant()): Promise<Finding> {
    if (this.known && now.epochMilliseconds < this.known.until) return this.known.finding;
    const zones = [...new Set((await Promise.all(this.sources.map((source) => source()))).flat())].sort();
    const disagreements = (await Promise.all(zones.map((zone) => this.compare(zone, now)))).filter((text) => text !== undefined);
    const finding: Finding = { zones: zones.length };
    if (disagreements.length > 0) finding.warning = disagreements.join(' ');
    this.known = { until: now.add({ hours: KEPT_FOR }).epochMilliseconds, finding };
    return finding;
  }

  private async compare(zone: string, now: Temporal.Instant): Promise<string | undefined> {
    if (!isKnown(zone)) return `The runtime does not know ${zone}.`;
    const instants = instantsToCompare(zone, now);
    const offsets = await this.offsetsOfDatabase(zone, instants).catch(() => undefined);
    if (!offsets) return `The database does not know ${zone}.`;
    const differing = instants.find((instant, index) => offsets[index] !== offsetSeconds(instant, zone));
    return differing && `The database and the runtime disagree on ${zone} at ${differing.toString()}.`;
  }

  private async offsetsOfDatabase(zone: string, instants: Temporal.Instant[]): Promise<number[]> {
    const rows = await this.sql.query<{ offset: number }>(
      `select extract(epoch from (at at time zone $1) - (at at time zone 'UTC'))::integer as offset
       from unnest($2::timestamptz[]) with ordinality as sampled (at, position) order by position`,
      [zone, instants.map(String)],
    );
    return rows.map(({ offset }) => offset);
  }
}

function isKnown(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function instantsToCompare(zone: string, now: Temporal.Instant): Temporal.Instant[] {
  const start = now.round('second').toZonedDateTimeISO(zone);
  const end = start.add({ years: YEARS });
  const instants: Temporal.Instant[] = [];
  for (let day = start; Temporal.ZonedDateTime.compare(day, end) < 0; day = day.add({ days: 1 })) instants.push(day.toInstant());
  for (let change = start.getTimeZoneTransition('next'); change && Temporal.ZonedDateTime.compare(change, end) < 0; ) {
    instants.push(change.toInstant().subtract({ seconds: 1 }), change.toInstant());
    change = change.getTimeZoneTransition('next');
  }
  return instants;
}

function offsetSeconds(instant: Temporal.Instant, zone: string): number {
  return instant.toZonedDateTimeISO(zone).offsetNanoseconds / 1_000_000_000;
}
