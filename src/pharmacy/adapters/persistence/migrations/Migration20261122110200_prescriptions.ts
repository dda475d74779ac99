import { Migration } from '@mikro-orm/migrations';

/** Prescriptions, line by line, and every check of their safety with what was set aside, by whom and why. */
export class Migration20261122110200_prescriptions extends Migration {
  override up(): void {
    this.addSql(PRESCRIPTIONS);
    this.addSql(SAFETY);
    this.addSql(CARE);
  }
}

const PRESCRIPTIONS = `
  create table pharmacy.prescriptions (
    id uuid primary key,
    patient_id uuid not null constraint prescriptions_patient references patients.patients (id),
    facility_id uuid not null constraint prescriptions_facility references staffing.facilities (id),
    encounter_id uuid,
    prescriber_id uuid not null constraint prescriptions_prescriber references staffing.staff_members (id),
    status text not null
      check (status in ('draft', 'active', 'on-hold', 'completed', 'stopped', 'cancelled', 'entered-in-error')),
    created_by uuid not null,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    signed_by uuid,
    signed_at timestamptz,
    renewal_of uuid constraint prescriptions_renewal_of references pharmacy.prescriptions (id),
    replaces uuid constraint prescriptions_replaces references pharmacy.prescriptions (id),
    replaced_by uuid constraint prescriptions_replaced_by references pharmacy.prescriptions (id) deferrable initially deferred,
    version integer not null default 1,
    constraint prescriptions_signed check ((signed_by is null) = (signed_at is null))
  );
  create index prescriptions_of_patient on pharmacy.prescriptions (patient_id, id);
  create index prescriptions_of_facility on pharmacy.prescriptions (facility_id, id);

  create table pharmacy.prescription_lines (
    id uuid primary key,
    prescription_id uuid not null constraint prescription_lines_prescription references pharmacy.prescriptions (id),
    patient_id uuid not null,
    position integer not null,
    medication_id uuid not null constraint prescription_lines_medication references pharmacy.medications (id),
    medicine text collate "C" not null,
    status text not null
      check (status in ('draft', 'active', 'on-hold', 'completed', 'stopped', 'cancelled', 'entered-in-error')),
    dose jsonb not null,
    frequency jsonb not null,
    route text not null,
    duration_days integer not null check (duration_days > 0),
    quantity integer not null check (quantity > 0),
    refills integer not null check (refills >= 0),
    as_needed boolean not null,
    note text,
    parallel boolean not null,
    dispensed integer not null default 0,
    started_at timestamptz,
    ends_at timestamptz,
    reason text,
    version integer not null default 1,
    constraint prescription_lines_not_over_dispensed check (dispensed between 0 and quantity * (refills + 1)),
    constraint prescription_lines_void_undispensed check (status <> 'entered-in-error' or dispensed = 0)
  );
  create unique index prescription_lines_one_active on pharmacy.prescription_lines (patient_id, medicine)
    where status in ('active', 'on-hold') and not parallel;
  create unique index prescription_lines_in_order on pharmacy.prescription_lines (prescription_id, position);
  create index prescription_lines_of_patient on pharmacy.prescription_lines (patient_id, status);
  create index prescription_lines_ending on pharmacy.prescription_lines (ends_at) where status in ('active', 'on-hold');`;

const SAFETY = `
  create table pharmacy.safety_checks (
    id uuid primary key,
    prescription_id uuid not null references pharmacy.prescriptions (id),
    patient_id uuid not null,
    point text not null check (point in ('write', 'sign', 'verify', 'dispense')),
    checked_at timestamptz not null,
    checked_by uuid,
    base jsonb,
    findings jsonb not null
  );
  create index safety_checks_of_prescription on pharmacy.safety_checks (prescription_id, id);

  create table pharmacy.safety_overrides (
    prescription_id uuid not null references pharmacy.prescriptions (id),
    finding_id text not null,
    reason text not null,
    overridden_by uuid not null,
    overridden_at timestamptz not null,
    primary key (prescription_id, finding_id, overridden_by)
  );

  create table pharmacy.safety_approvals (
    prescription_id uuid not null references pharmacy.prescriptions (id),
    finding_id text not null,
    reason text not null,
    approved_by uuid not null,
    approved_at timestamptz not null,
    primary key (prescription_id, finding_id, approved_by)
  );`;

/** Whom a facility treats by a signed prescription, for the patients context, which opens charts by it. */
const CARE = `
  create view pharmacy.care_relations as
    select patient_id, facility_id from pharmacy.prescriptions
    where signed_at is not null and status <> 'entered-in-error';`;
