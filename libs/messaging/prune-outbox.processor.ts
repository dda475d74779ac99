import type { Deliveries } from './deliveries.js';
import { JobProcessor, type Schedule } from './job-processor.js';

const KEPT_FOR_DAYS = 30;
const AT_A_TIME = 2_000;
const HOUR = 3_600_000;

/** Deletes events long delivered, so that the outbox does not grow for ever. */
export class PruneOutbox extends JobProcessor {
  readonly queue = 'platform.outbox-pruning';
  override readonly schedules: readonly Schedule[] = [{ id: 'prune', every: HOUR }];

  constructor(private readonly deliveries: Deliveries) {
    super();
  }

  async process(): Promise<void> {
    while ((await this.deliveries.prune(KEPT_FOR_DAYS, AT_A_TIME)) === AT_A_TIME);
  }
}
