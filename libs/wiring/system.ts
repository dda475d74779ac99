import { randomUUIDv7 } from 'node:crypto';
import { Clock, Ids } from '#kernel';

/** The machine's clock, in whole milliseconds: what is stored reads back as it was answered. */
export class SystemClock extends Clock {
  override now(): Temporal.Instant {
    return Temporal.Instant.fromEpochMilliseconds(Date.now());
  }
}

/** UUIDv7 from the runtime. */
export class UuidV7Ids extends Ids {
  override next(): string {
    return randomUUIDv7();
  }
}
