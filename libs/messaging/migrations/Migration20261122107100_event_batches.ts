import { Migration } from '@mikro-orm/migrations';

/** Which batch a delivery travels in, so that one that is late can be looked for there. */
export class Migration20261122107100_event_batches extends Migration {
  override up(): void {
    this.addSql('alter table platform.deliveries add column batch uuid;');
  }
}
