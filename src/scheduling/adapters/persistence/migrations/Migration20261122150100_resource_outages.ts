import { Migration } from '@mikro-orm/migrations';

/** Rooms and equipment out of service: no two times of one thing overlap, and appointments in them are displaced. */
export class Migration20261122150100_resource_outages extends Migration {
  override up(): void {
    this.addSql(OUTAGES);
    this.addSql(GROUND);
  }
}

const OUTAGES = `
  create table scheduling.resource_outages (
    id uuid primary key,
    facility_id uuid not null references staffing.facilities (id),
    resource_id uuid not null references scheduling.resources (id),
    start_at timestamptz not null,
    end_at timestamptz check (end_at >= start_at),
    reason text not null check (length(reason) between 1 and 500),
    declared_by uuid not null,
    ended_at timestamptz,
    ended_by uuid,
    version integer not null default 1,
    check ((ended_at is null) = (ended_by is null)),
    constraint resource_outages_no_overlap exclude using gist (resource_id with =, tstzrange(start_at, end_at) with &&)
  );
  create index resource_outages_facility on scheduling.resource_outages (facility_id, start_at, id);`;

const GROUND = `
  alter table scheduling.displacements
    drop constraint displacements_ground_check,
    add constraint displacements_ground_check check
      (ground in ('leave', 'credential', 'closure', 'availability', 'employment', 'specialty', 'resource'))`;
