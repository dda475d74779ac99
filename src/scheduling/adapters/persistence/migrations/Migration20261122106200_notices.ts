import { Migration } from '@mikro-orm/migrations';

/** The ledger of reminders also holds what patients are told when the hospital moves or cancels their appointment. */
export class Migration20261122106200_notices extends Migration {
  override up(): void {
    this.addSql(`
      alter table scheduling.reminders
        add column purpose text not null default 'reminder' check (purpose in ('reminder', 'moved', 'cancelled')),
        drop constraint reminders_once,
        add constraint reminders_once unique (appointment_id, appointment_version, offset_minutes, channel, purpose);`);
  }
}
