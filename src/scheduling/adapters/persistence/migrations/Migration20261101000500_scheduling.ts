import { Migration } from '@mikro-orm/migrations';

/** Appointment types, rooms, appointments with what they occupy, and the ledger of reminders. */
export class Migration20261101000500_scheduling extends Migration {
  override up(): void {
    this.addSql('create schema scheduling');
    this.addSql(CATALOGUE);
    this.addSql(APPOINTMENTS);
    this.addSql(BOOKINGS);
    this.addSql(REMINDERS);
  }
}

const CATALOGUE = `
  create table scheduling.appointment_types (
    id uuid primary key,
    facility_id uuid not null constraint appointment_types_facility references staffing.facilities (id),
    name text not null check (length(name) between 1 and 200),
    duration_minutes integer not null check (duration_minutes between 1 and 1440),
    buffer_before_minutes integer not null check (buffer_before_minutes between 0 and 1440),
    buffer_after_minutes integer not null check (buffer_after_minutes between 0 and 1440),
    required_specialty text,
    required_resource_kinds text[] not null default '{}',
    price_minor_units bigint,
    price_currency text check (price_currency ~ '^[A-Z]{3}$'),
    version integer not null default 1,
    check ((price_minor_units is null) = (price_currency is null))
  );
  create index appointment_types_name on scheduling.appointment_types (facility_id, name collate "C", id);

  create table scheduling.resources (
    id uuid primary key,
    facility_id uuid not null constraint resources_facility references staffing.facilities (id),
    kind text not null check (kind in ('room', 'equipment')),
    name text not null check (length(name) between 1 and 200),
    capacity integer not null check (capacity between 1 and 1000),
    version integer not null default 1
  );
  create index resources_kind on scheduling.resources (facility_id, kind, name collate "C", id);`;

const APPOINTMENTS = `
  create table scheduling.appointments (
    id uuid primary key,
    facility_id uuid not null references staffing.facilities (id),
    department_id uuid references staffing.departments (id),
    patient_id uuid not null constraint appointments_patient references patients.patients (id),
    staff_id uuid not null references staffing.staff_members (id),
    appointment_type_id uuid not null references scheduling.appointment_types (id),
    start_at timestamptz not null,
    end_at timestamptz not null,
    day date not null,
    resource_ids uuid[] not null default '{}',
    status text not null check (status in ('held', 'booked', 'confirmed', 'checked-in', 'in-progress', 'completed',
      'cancelled', 'no-show', 'expired', 'entered-in-error')),
    time_version integer not null,
    reason text,
    override_reason text,
    hold_until timestamptz,
    cancel_reason text,
    cancelled_late boolean,
    void_reason text,
    checked_in_at timestamptz,
    started_at timestamptz,
    completed_at timestamptz,
    created_at timestamptz not null default now(),
    version integer not null default 1,
    check (start_at < end_at)
  );
  create index appointments_staff on scheduling.appointments (staff_id, start_at, id);
  create index appointments_patient on scheduling.appointments (patient_id, start_at, id);
  create index appointments_facility on scheduling.appointments (facility_id, start_at, id);
  create index appointments_department on scheduling.appointments (department_id, start_at, id);
  create index appointments_start on scheduling.appointments (start_at, id);
  create index appointments_held on scheduling.appointments (hold_until) where status = 'held';
  create index appointments_expected on scheduling.appointments (start_at) where status in ('booked', 'confirmed');`;

/** A thing is a practitioner, a patient, a room or a piece of equipment: all ids are UUIDs, so one constraint serves all. */
const BOOKINGS = `
  create table scheduling.bookings (
    appointment_id uuid not null references scheduling.appointments (id),
    facility_id uuid not null,
    kind text not null check (kind in ('practitioner', 'patient', 'room', 'equipment')),
    thing_id uuid not null,
    lane integer not null check (lane >= 0),
    period tstzrange not null check (not isempty(period)),
    held_until timestamptz,
    blocking boolean not null default true,
    primary key (appointment_id, thing_id),
    constraint bookings_no_overlap exclude using gist (thing_id with =, lane with =, period with &&) where (blocking)
  );`;

const REMINDERS = `
  create table scheduling.reminder_plans (
    id uuid primary key,
    facility_id uuid not null references staffing.facilities (id),
    appointment_type_id uuid constraint reminder_plans_type references scheduling.appointment_types (id),
    offsets jsonb not null,
    version integer not null default 1,
    constraint reminder_plans_once unique nulls not distinct (facility_id, appointment_type_id)
  );

  create table scheduling.reminders (
    id uuid primary key,
    facility_id uuid not null,
    appointment_id uuid not null references scheduling.appointments (id),
    appointment_version integer not null,
    patient_id uuid not null,
    offset_minutes integer not null,
    channel text not null check (channel in ('email', 'sms')),
    due_at timestamptz not null,
    status text not null check (status in ('planned', 'sending', 'sent', 'delivered', 'failed', 'dead', 'superseded', 'suppressed')),
    attempts integer not null default 0,
    claimed_until timestamptz,
    sent_at timestamptz,
    note text,
    version integer not null default 1,
    constraint reminders_once unique (appointment_id, appointment_version, offset_minutes, channel)
  );
  create index reminders_due on scheduling.reminders (due_at) where status in ('planned', 'sending', 'failed');
  create index reminders_status on scheduling.reminders (status, due_at, id);`;
