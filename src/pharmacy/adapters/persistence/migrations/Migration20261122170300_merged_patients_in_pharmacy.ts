import { Migration } from '@mikro-orm/migrations';

/** No prescription, check of its safety or dispense comes to name a patient who was merged. */
export class Migration20261122170300_merged_patients_in_pharmacy extends Migration {
  override up(): void {
    this.addSql(`
      create trigger prescriptions_of_unmerged before insert or update of patient_id on pharmacy.prescriptions
        for each row execute function patients.refuse_merged();
      create trigger prescription_lines_of_unmerged before insert or update of patient_id on pharmacy.prescription_lines
        for each row execute function patients.refuse_merged();
      create trigger safety_checks_of_unmerged before insert or update of patient_id on pharmacy.safety_checks
        for each row execute function patients.refuse_merged();
      create trigger dispenses_of_unmerged before insert or update of patient_id on pharmacy.dispenses
        for each row execute function patients.refuse_merged();`);
  }
}
