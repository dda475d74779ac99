import { Migration } from '@mikro-orm/migrations';

/** What another system says of a patient who was merged is linked to the survivor. */
export class Migration20261122170500_merged_patients_in_interop extends Migration {
  override up(): void {
    this.addSql(`
      create function interop.link_survivor() returns trigger language plpgsql as $$
      begin
        new.local_id := coalesce(patients.survivor_of(new.local_id), new.local_id);
        return new;
      end $$;
      create trigger resources_of_unmerged before insert or update of local_id on interop.resources
        for each row when (new.resource_type = 'Patient' and new.local_id is not null) execute function interop.link_survivor();`);
  }
}
