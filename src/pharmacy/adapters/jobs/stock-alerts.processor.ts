import { JobProcessor } from '#messaging';
import type { ReviewStock } from '../../application/review-stock.js';

const EVERY = 60_000;

/** For what nobody moves: days that pass, alerts that were put aside, reminders; and for whatever an event has missed. */
export class StockAlertsProcessor extends JobProcessor {
  readonly queue = 'pharmacy.stock-alerts';
  override readonly schedules = [{ id: 'review', every: EVERY }];

  constructor(private readonly reviewStock: ReviewStock) {
    super();
  }

  override process(): Promise<void> {
    return this.reviewStock.sweep();
  }
}
