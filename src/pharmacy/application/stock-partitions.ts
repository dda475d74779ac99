/** Where the ledger of stock keeps its months. */
export abstract class StockPartitions {
  abstract makeAhead(months: number): Promise<void>;
}
