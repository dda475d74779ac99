import { randomUUIDv7 } from 'node:crypto';
import { Clock, Ids } from '#kernel';

/** The machine's clock. */
export class SystemClock extends Clock {
  override now(): Temporal.Instant {
    return Temporal.Now.instant();
  }
}

/** UUIDv7 from the runtime. */
export class UuidV7Ids extends Ids {
  override next(): string {
    return randomUUIDv7();
  }
}
