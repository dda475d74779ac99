import { setTimeout as sleep } from 'node:timers/promises';
import { describeFailure } from '#kernel';
import { acting } from '#persistence';
import type { Courtesy, Report } from './settings.js';

/** Work of a worker that depends on no queue: it looks for itself whether there is something to do. */
export interface Rounds {
  /** Kebab-case, with its context in front: `access.audit-sealing`. */
  readonly name: string;
  /** Milliseconds between a round that found nothing more and the next. */
  readonly pause: number;
  /** Does what is due, or a piece of it; true where there is more. Any number of processes may do so at once. */
  round(): Promise<boolean>;
}

const LONGEST_PAUSE = 5_000;

/** The rounds of all contexts. Module files add theirs before the application starts. */
export class BackgroundRounds {
  private readonly all: Rounds[] = [];
  private readonly running: Promise<void>[] = [];
  private stopping = new AbortController();

  constructor(
    private readonly report: Report,
    private readonly courtesy: Courtesy,
  ) {}

  add(rounds: Rounds): void {
    this.all.push(rounds);
  }

  start(): void {
    this.stopping = new AbortController();
    for (const rounds of this.all) this.running.push(acting.as({ kind: 'system', id: rounds.name }, () => this.run(rounds)));
  }

  /** Ends after a last round of each, so that what came before is done. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.running.splice(0));
  }

  private async run(rounds: Rounds): Promise<void> {
    const { signal } = this.stopping;
    for (let failures = 0; !signal.aborted; ) {
      await this.courtesy();
      try {
        const more = await rounds.round();
        failures = 0;
        if (!more) await this.rest(rounds.pause);
      } catch (error) {
        if (failures === 0) this.report(`${rounds.name}: pauses after ${describeFailure(error)}`);
        await this.rest(Math.min(rounds.pause * 2 ** ++failures, LONGEST_PAUSE));
      }
    }
    await lastRounds(rounds);
  }

  private async rest(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}

/** What is left over waits for the next process. */
async function lastRounds(rounds: Rounds): Promise<void> {
  try {
    while (await rounds.round());
  } catch {
    // The database may be on its way down as well.
  }
}
