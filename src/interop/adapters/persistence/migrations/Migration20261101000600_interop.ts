import { Migration } from '@mikro-orm/migrations';

/** What other systems sent us, whole: what we model is taken over from it, the rest is kept for later. */
export class Migration20261101000600_interop extends Migration {
  override up(): void {
    this.addSql(`
      create schema interop;

      create table interop.resources (
        source_key text collate "C" primary key,
        resource_type text not null,
        resource jsonb not null,
        hash text not null,
        state text not null check (state in ('taken', 'kept', 'waiting', 'refused')),
        patient_key text collate "C",
        local_id uuid,
        place text,
        waits_for text,
        reason text,
        recorded_at timestamptz not null default now(),
        check (state <> 'taken' or local_id is not null)
      );
      create index resources_patient on interop.resources (patient_key, resource_type) where patient_key is not null;
      create index resources_local on interop.resources (local_id) where local_id is not null;
      create index resources_place on interop.resources (place) where place is not null;
      create index resources_waiting on interop.resources (source_key) where state = 'waiting';
    `);
  }
}
