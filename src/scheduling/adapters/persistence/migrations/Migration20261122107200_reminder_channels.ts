import { Migration } from '@mikro-orm/migrations';

/** Channels that a reminder goes on with, and the links by which calendar programs fetch a practitioner's appointments. */
export class Migration20261122107200_reminder_channels extends Migration {
  override up(): void {
    this.addSql(`
      alter table scheduling.reminders add column fallbacks text[] not null default '{}';

      create table scheduling.calendar_links (
        id uuid primary key,
        staff_id uuid not null references staffing.staff_members (id),
        facility_id uuid not null,
        created_at timestamptz not null,
        revoked_at timestamptz,
        version integer not null default 1
      );
      create index calendar_links_staff on scheduling.calendar_links (staff_id, created_at, id);`);
  }
}
