import type { EventSubscriber, PublishedEvent } from '#messaging';
import type { ReviewStock } from '../../application/review-stock.js';
import { stockConditionChanged, stockFell, stockRecovered } from '../../domain/stock-events.js';
import type { StockFact } from '../../pharmacy.events.js';

/** Whatever a crossing of a threshold says is only the reason to look: alerts are made of what is true then. */
export class StockWatcher implements EventSubscriber {
  readonly name = 'pharmacy.review-stock';
  readonly types = [stockFell, stockRecovered, stockConditionChanged];

  constructor(private readonly reviewStock: ReviewStock) {}

  handle(event: PublishedEvent): Promise<void> {
    return this.handleAll([event]);
  }

  handleAll(events: readonly PublishedEvent[]): Promise<void> {
    return this.reviewStock.execute([...new Set(events.map(({ payload }) => (payload as unknown as StockFact['payload']).ruleId))]);
  }
}
