import { Migration } from '@mikro-orm/migrations';

/**
 * Whom a facility sees or saw, for the patients context, which opens charts by it. A time that is only held, or that was
 * given up or entered in error, is no care.
 */
export class Migration20261122103000_care_relations extends Migration {
  override up(): void {
    this.addSql(`
      create view scheduling.care_relations as
        select patient_id, facility_id from scheduling.appointments
        where status not in ('held', 'expired', 'entered-in-error');
    `);
  }
}
