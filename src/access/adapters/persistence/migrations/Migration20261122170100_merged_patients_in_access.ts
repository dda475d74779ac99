import { Migration } from '@mikro-orm/migrations';

/** No account, invitation or emergency access comes to name a patient who was merged. */
export class Migration20261122170100_merged_patients_in_access extends Migration {
  override up(): void {
    this.addSql(`
      create trigger users_of_unmerged before insert or update of patient_id on access.users
        for each row when (new.patient_id is not null) execute function patients.refuse_merged();
      create trigger patient_invitations_of_unmerged before insert or update of patient_id on access.patient_invitations
        for each row execute function patients.refuse_merged();
      create trigger break_glass_accesses_of_unmerged before insert or update of patient_id on access.break_glass_accesses
        for each row execute function patients.refuse_merged();`);
  }
}
