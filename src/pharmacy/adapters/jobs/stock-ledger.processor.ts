import { JobProcessor, type Schedule } from '#messaging';
import type { StockPartitions } from '../../application/stock-partitions.js';

/** So that a job that stands still for most of a year does no harm. */
const MONTHS_AHEAD = 12;

/** Once a night: the coming months of the ledger. */
export class StockLedgerProcessor extends JobProcessor {
  readonly queue = 'pharmacy.stock-ledger';
  override readonly schedules: readonly Schedule[] = [{ id: 'nightly', pattern: '37 2 * * *' }];

  constructor(private readonly partitions: StockPartitions) {
    super();
  }

  process(): Promise<void> {
    return this.partitions.makeAhead(MONTHS_AHEAD);
  }
}
