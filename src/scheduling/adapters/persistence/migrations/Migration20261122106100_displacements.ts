import { Migration } from '@mikro-orm/migrations';

/** The worklist of appointments that lost their ground, once for each appointment's time, ground and what took it away. */
export class Migration20261122106100_displacements extends Migration {
  override up(): void {
    this.addSql(`
      create table scheduling.displacements (
        id uuid primary key,
        facility_id uuid not null,
        appointment_id uuid not null constraint displacements_appointment references scheduling.appointments (id),
        time_version integer not null,
        staff_id uuid not null,
        ground text not null check (ground in ('leave', 'credential', 'closure', 'availability', 'employment', 'specialty')),
        subject text not null default '',
        since timestamptz not null,
        status text not null check (status in ('open', 'kept', 'settled')),
        settlement text check (settlement in ('rescheduled', 'cancelled', 'ground-restored', 'over')),
        settled_at timestamptz,
        keep_reason text,
        kept_by uuid,
        kept_at timestamptz,
        version integer not null default 1,
        constraint displacements_once unique (appointment_id, time_version, ground, subject),
        check ((status = 'settled') = (settlement is not null)),
        check (status <> 'kept' or (keep_reason is not null and kept_by is not null))
      );
      create index displacements_open on scheduling.displacements (facility_id, appointment_id) where status <> 'settled';`);
  }
}
