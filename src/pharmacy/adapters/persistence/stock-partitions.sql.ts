import type { Sql } from '#persistence';
import { StockPartitions } from '../../application/stock-partitions.js';

/** Partitions are made by a function of the database, whose owner may do what the application may not. */
export class SqlStockPartitions extends StockPartitions {
  constructor(private readonly sql: Sql) {
    super();
  }

  override async makeAhead(months: number): Promise<void> {
    await this.sql.execute('select pharmacy.make_stock_partitions($1)', [months]);
  }
}
