import type { IdempotencyKeys } from '#persistence';
import { JobProcessor, type Schedule } from './job-processor.js';

const HOUR = 3_600_000;

/** Forgets kept answers whose time is over: they hold personal data, and nobody is given them any more. */
export class PruneIdempotencyKeys extends JobProcessor {
  readonly queue = 'platform.idempotency-pruning';
  override readonly schedules: readonly Schedule[] = [{ id: 'prune', every: HOUR }];

  constructor(private readonly keys: IdempotencyKeys) {
    super();
  }

  process(): Promise<void> {
    return this.keys.prune();
  }
}
