import { Migration } from '@mikro-orm/migrations';

/** What was given out and came back, by period and department: that of the prescriber when the prescription was written. */
export class Migration20261122141000_medication_usage extends Migration {
  override up(): void {
    this.addSql(`
      alter table pharmacy.prescriptions
        add column department_id uuid constraint prescriptions_department references staffing.departments (id);
      create index dispenses_completed_at on pharmacy.dispenses (facility_id, completed_at) where completed_at is not null;
      create index dispense_returns_posted on pharmacy.dispense_returns (returned_at) where status = 'posted';`);
  }
}
