import { Migration } from '@mikro-orm/migrations';

/** Finds the receipts of a medication, for what it was last bought for. */
export class Migration20261122130100_prices_of_receipts extends Migration {
  override up(): void {
    this.addSql('create index stock_receipts_lines on pharmacy.stock_receipts using gin (lines jsonb_path_ops)');
  }
}
