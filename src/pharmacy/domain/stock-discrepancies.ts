import type { StockDiscrepancy } from './stock-discrepancy.js';

export abstract class StockDiscrepancies {
  abstract add(discrepancy: StockDiscrepancy): void;
  /** @throws NotFound */
  abstract get(id: string): Promise<StockDiscrepancy>;
  /** Those of a count that nobody has closed: one at most for each lot. */
  abstract openOf(countId: string): Promise<StockDiscrepancy[]>;
  abstract save(): Promise<void>;
}
