import { AggregateRoot } from '#kernel';
import type { Channel } from './channel.js';
import { deliveryEvents, type DeliveryFact } from './delivery-events.js';

export const deliveryStatuses = ['attempting', 'sent', 'delivered', 'failed', 'refused', 'unknown', 'undelivered'] as const;

/**
 * How far a message has come with its provider. `attempting`: at this moment; `unknown`: the attempt ended without an
 * answer, so that the provider may have the message or not, until another attempt or a receipt tells; `undelivered`: taken
 * by the provider, but it did not arrive.
 */
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** The record of one message's way to its provider. Attempts are written many at a time, receipts one by one. */
export class Delivery extends AggregateRoot {
  /** The message's key. */
  readonly id!: string;
  readonly kind!: string;
  readonly channel!: Channel;
  readonly status!: DeliveryStatus;
  readonly attempts!: number;
  readonly sentAt?: Temporal.Instant;
  readonly deliveredAt?: Temporal.Instant;
  readonly failure?: string;
  readonly providerId?: string;

  /** A receipt says that it arrived: true even where we did not know that it was taken. */
  arrived(at: Temporal.Instant): void {
    if (this.status === 'delivered') return;
    Object.assign(this, { status: 'delivered', deliveredAt: at, sentAt: this.sentAt ?? at, failure: undefined });
    this.tell('delivered');
  }

  /** A receipt says that it did not arrive. One that comes after word of the arrival is out of date. */
  failedToArrive(why: string): void {
    if (this.status === 'delivered' || this.status === 'undelivered') return;
    Object.assign(this, { status: 'undelivered', failure: why });
    this.tell('bounced');
  }

  private tell(event: keyof typeof deliveryEvents): void {
    const fact: DeliveryFact = { key: this.id, kind: this.kind, channel: this.channel };
    this.record({ type: deliveryEvents[event], aggregateId: this.id, payload: { ...fact } });
  }
}
