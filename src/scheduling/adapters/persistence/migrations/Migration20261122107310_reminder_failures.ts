import { Migration } from '@mikro-orm/migrations';

/** Attempts that failed are counted apart from those that were interrupted, which wear nothing out. */
export class Migration20261122107310_reminder_failures extends Migration {
  override up(): void {
    this.addSql('alter table scheduling.reminders add column failures integer not null default 0;');
  }
}
