import type { Sql } from '#persistence';
import type { Usage, Windows } from './windows.js';

/** Milliseconds between two exchanges. */
const EVERY = 1_000;
/** Share of the limit that a caller must have used here before the other processes are told. */
const WORTH_TELLING = 0.05;
/** Rows sent in one statement. */
const MOST_ROWS = 5_000;

/**
 * Tells the other processes how often each caller came, and learns what they counted: one statement a second, and only
 * for callers who have used up a twentieth of their limit here. So a limit is exceeded by at most what comes within a
 * second and a twentieth for each process. While the database is away, each process counts for itself.
 */
export class SharedCounts {
  private timer?: NodeJS.Timeout;
  private exchanging?: Promise<void>;

  constructor(
    private readonly sql: Sql,
    private readonly windows: Windows,
    private readonly limitOf: (caller: string) => number,
  ) {}

  start(): void {
    this.timer ??= setInterval(() => void this.exchange(), EVERY).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.exchanging;
  }

  /** Never fails: without the database there is nothing to exchange. One at a time, so that nothing is told twice. */
  exchange(): Promise<void> {
    this.exchanging ??= this.tellAndLearn().finally(() => (this.exchanging = undefined));
    return this.exchanging;
  }

  private async tellAndLearn(): Promise<void> {
    const { window, callers } = this.windows.state(Date.now());
    const telling = [...callers].filter(([caller, usage]) => this.isWorthTelling(caller, usage)).slice(0, MOST_ROWS);
    if (telling.length === 0) return;
    const additions = telling.map(([, usage]) => usage.own - usage.told);
    try {
      const totals = await this.tell(window, telling.map(([caller]) => caller), additions);
      telling.forEach(([caller, usage], index) => {
        usage.told += additions[index]!;
        usage.others = (totals.get(caller) ?? usage.told) - usage.told;
      });
    } catch {
      // The next exchange tells what this one could not.
    }
  }

  private isWorthTelling(caller: string, { own }: Usage): boolean {
    return own >= this.limitOf(caller) * WORTH_TELLING;
  }

  /** Windows that are over are dropped in the same statement, so that the table never holds more than three. */
  private async tell(window: number, callers: string[], additions: number[]): Promise<Map<string, number>> {
    const rows = await this.sql.query<{ caller: string; requests: number }>(
      `with over as (
         delete from platform.rate_limits where ctid = any (array(
           select ctid from platform.rate_limits where window_start < $1::bigint - 60000 for update skip locked)))
       insert into platform.rate_limits as known (caller, window_start, requests)
       select caller, $1::bigint, addition from unnest($2::text[], $3::integer[]) as told (caller, addition) order by caller
       on conflict (caller, window_start) do update set requests = known.requests + excluded.requests
       returning caller, requests`,
      [window, callers, additions],
    );
    return new Map(rows.map(({ caller, requests }) => [caller, requests]));
  }
}
