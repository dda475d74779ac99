import { Migration } from '@mikro-orm/migrations';

/** A message that is requested for a patient who was merged is noted for the survivor: what it tells has happened. */
export class Migration20261122170400_merged_patients_in_notifications extends Migration {
  override up(): void {
    this.addSql(`
      create function notifications.note_survivor() returns trigger language plpgsql as $$
      begin
        new.patient_id := coalesce(patients.survivor_of(new.patient_id), new.patient_id);
        return new;
      end $$;
      create trigger messages_of_unmerged before insert or update of patient_id on notifications.messages
        for each row when (new.patient_id is not null) execute function notifications.note_survivor();
      create index messages_patient on notifications.messages (patient_id) where patient_id is not null;`);
  }
}
