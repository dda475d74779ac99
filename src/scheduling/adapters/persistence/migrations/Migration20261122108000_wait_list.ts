import { Migration } from '@mikro-orm/migrations';

/** Who waits for a time to become free, and what was offered to them. */
export class Migration20261122108000_wait_list extends Migration {
  override up(): void {
    this.addSql(ENTRIES);
    this.addSql(OFFERS);
  }
}

const ENTRIES = `
  create table scheduling.wait_list_entries (
    id uuid primary key,
    facility_id uuid not null references staffing.facilities (id),
    patient_id uuid not null constraint wait_list_entries_patient references patients.patients (id),
    appointment_type_id uuid not null references scheduling.appointment_types (id),
    staff_id uuid references staffing.staff_members (id),
    earliest date not null,
    latest date not null,
    weekdays integer[] not null default '{}' check (weekdays <@ '{1,2,3,4,5,6,7}'),
    priority text not null check (priority in ('asap', 'urgent', 'routine')),
    status text not null check (status in ('waiting', 'offered', 'booked', 'cancelled', 'expired')),
    entered_at timestamptz not null,
    expires_at timestamptz not null,
    settled_at timestamptz,
    appointment_id uuid references scheduling.appointments (id),
    cancel_reason text,
    version integer not null default 1,
    check (earliest <= latest),
    check ((status = 'booked') = (appointment_id is not null)),
    check ((status in ('booked', 'cancelled', 'expired')) = (settled_at is not null))
  );
  create unique index wait_list_entries_once on scheduling.wait_list_entries (patient_id, appointment_type_id, staff_id)
    nulls not distinct where status in ('waiting', 'offered');
  create index wait_list_entries_waiting on scheduling.wait_list_entries (appointment_type_id, entered_at) where status = 'waiting';
  create index wait_list_entries_overdue on scheduling.wait_list_entries (expires_at) where status = 'waiting';
  create index wait_list_entries_facility on scheduling.wait_list_entries (facility_id, entered_at, id);`;

const OFFERS = `
  create table scheduling.wait_list_offers (
    id uuid primary key,
    entry_id uuid not null references scheduling.wait_list_entries (id),
    facility_id uuid not null,
    patient_id uuid not null,
    appointment_id uuid not null constraint wait_list_offers_appointment references scheduling.appointments (id),
    staff_id uuid not null,
    start_at timestamptz not null,
    end_at timestamptz not null,
    expires_at timestamptz not null,
    made_at timestamptz not null,
    status text not null check (status in ('open', 'accepted', 'declined', 'expired')),
    settled_at timestamptz,
    version integer not null default 1,
    constraint wait_list_offers_hold unique (appointment_id),
    check (expires_at <= start_at),
    check ((status = 'open') = (settled_at is null))
  );
  create unique index wait_list_offers_open on scheduling.wait_list_offers (entry_id) where status = 'open';
  create index wait_list_offers_entry on scheduling.wait_list_offers (entry_id, staff_id, start_at);
  create index wait_list_offers_overdue on scheduling.wait_list_offers (expires_at) where status = 'open';
  create index wait_list_offers_facility on scheduling.wait_list_offers (facility_id, made_at);`;
