import { Migration } from '@mikro-orm/migrations';

/** Users and grants refer to facilities, staff and patients that exist. Audit rows refer to nothing, so that nothing rewrites them. */
export class Migration20261101000450_access_links extends Migration {
  override up(): void {
    this.addSql(`
      alter table access.role_grants
        add constraint role_grants_facility foreign key (facility_id) references staffing.facilities (id);
      create index role_grants_facility_id on access.role_grants (facility_id) where facility_id is not null;
      alter table access.users
        add constraint users_staff_member foreign key (staff_id) references staffing.staff_members (id),
        add constraint users_patient foreign key (patient_id) references patients.patients (id);
    `);
  }
}
