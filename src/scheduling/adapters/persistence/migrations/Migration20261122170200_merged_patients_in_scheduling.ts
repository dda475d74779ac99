import { Migration } from '@mikro-orm/migrations';

/** No appointment or what goes with it, and nobody on the wait-list, comes to name a patient who was merged. */
export class Migration20261122170200_merged_patients_in_scheduling extends Migration {
  override up(): void {
    this.addSql(`
      create trigger appointments_of_unmerged before insert or update of patient_id on scheduling.appointments
        for each row execute function patients.refuse_merged();
      create trigger appointment_series_of_unmerged before insert or update of patient_id on scheduling.appointment_series
        for each row execute function patients.refuse_merged();
      create trigger wait_list_entries_of_unmerged before insert or update of patient_id on scheduling.wait_list_entries
        for each row execute function patients.refuse_merged();
      create trigger wait_list_offers_of_unmerged before insert or update of patient_id on scheduling.wait_list_offers
        for each row execute function patients.refuse_merged();
      create trigger reminders_of_unmerged before insert or update of patient_id on scheduling.reminders
        for each row execute function patients.refuse_merged();

      create function scheduling.refuse_merged_thing() returns trigger language plpgsql as $$
      declare
        survivor uuid := patients.survivor_of(new.thing_id);
      begin
        if survivor is not null then
          perform patients.raise_merged(survivor);
        end if;
        return new;
      end $$;
      create trigger bookings_of_unmerged before insert or update of thing_id on scheduling.bookings
        for each row when (new.kind = 'patient') execute function scheduling.refuse_merged_thing();

      create index appointment_series_patient on scheduling.appointment_series (patient_id);
      create index wait_list_entries_patient on scheduling.wait_list_entries (patient_id);`);
  }
}
