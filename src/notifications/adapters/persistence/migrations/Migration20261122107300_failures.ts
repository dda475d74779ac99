import { Migration } from '@mikro-orm/migrations';

/** Attempts that failed are counted apart from those that were interrupted, which wear nothing out. */
export class Migration20261122107300_failures extends Migration {
  override up(): void {
    this.addSql('alter table notifications.messages add column failures integer not null default 0;');
  }
}
