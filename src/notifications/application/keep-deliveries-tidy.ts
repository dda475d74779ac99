import type { Clock } from '#kernel';
import type { Deliveries, Receipts } from './ports.js';

/** Minutes after which an attempt without an outcome is one whose process has ended. */
const NO_ATTEMPT_TAKES = 10;
/** Days for which a receipt is known again: longer than any provider repeats it. */
const RECEIPTS_KEPT_FOR = 30;

/** Makes attempts visible whose outcome nobody knows, and forgets receipts that nobody will repeat. */
export class KeepDeliveriesTidy {
  constructor(
    private readonly deliveries: Deliveries,
    private readonly receipts: Receipts,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<void> {
    const now = this.clock.now();
    await this.deliveries.giveUpWaiting(now.subtract({ minutes: NO_ATTEMPT_TAKES }));
    await this.receipts.forget(now.subtract({ hours: RECEIPTS_KEPT_FOR * 24 }));
  }
}
