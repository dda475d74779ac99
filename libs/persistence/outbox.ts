import type { DomainEvent } from '#kernel';
import { randomUUIDv7 } from 'node:crypto';
import type { Database } from './database.js';
import { acting } from './acting.js';
import type { PendingInsert } from './write-batch.js';

/** Channel on which the relay is told that there is something to send. */
export const OUTBOX_CHANNEL = 'aceso_outbox';
/** Milliseconds within which any number of commits ring once. */
const QUIET_FOR = 25;

export function outboxRow(event: DomainEvent): PendingInsert {
  return {
    table: 'platform.outbox',
    row: {
      id: randomUUIDv7(),
      type: event.type,
      aggregate_id: event.aggregateId,
      payload: JSON.stringify(event.payload),
      request_id: acting.current()?.requestId,
    },
  };
}

/**
 * Wakes the relay after commits. NOTIFY inside a transaction makes all commits queue on one lock of
 * the server, so it is sent afterwards and at most once in a short while; the relay polls besides.
 */
export class OutboxBell {
  private timer?: NodeJS.Timeout;

  constructor(private readonly database: Database) {}

  ring(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.database.pool.query(`notify ${OUTBOX_CHANNEL}`).catch(() => undefined);
    }, QUIET_FOR).unref();
  }
}
