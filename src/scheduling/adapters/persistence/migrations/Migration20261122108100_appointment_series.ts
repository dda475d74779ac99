import { Migration } from '@mikro-orm/migrations';

/** Appointments that were booked together. */
export class Migration20261122108100_appointment_series extends Migration {
  override up(): void {
    this.addSql(`
      create table scheduling.appointment_series (
        id uuid primary key,
        facility_id uuid not null references staffing.facilities (id),
        patient_id uuid not null constraint appointment_series_patient references patients.patients (id),
        staff_id uuid not null references staffing.staff_members (id),
        appointment_type_id uuid not null references scheduling.appointment_types (id),
        recurrence jsonb not null,
        time_zone text not null,
        booked_at timestamptz not null,
        version integer not null default 1
      );
      alter table scheduling.appointments add column series_id uuid references scheduling.appointment_series (id);
      create index appointments_series on scheduling.appointments (series_id, start_at) where series_id is not null;`);
  }
}
