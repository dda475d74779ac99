import { Migration } from '@mikro-orm/migrations';

/**
 * Registration, what patients are found by, allergies and conditions.
 *
 * What a search compares is in collation C, so that a prefix is a range of a b-tree and the order is the same
 * on every server. The rows that are only there to find a patient by carry no foreign key: they are written
 * and removed with the patient's own row, and the check would cost more than the row.
 */
export class Migration20261101000400_patients extends Migration {
  override up(): void {
    this.addSql('create schema if not exists patients;');
    this.registration();
    this.search();
    this.chart();
  }

  private registration(): void {
    this.addSql(`
      create sequence patients.mrn_numbers increment by 100;

      create table patients.patients (
        id uuid primary key,
        mrn text collate "C" not null constraint patients_mrn unique,
        facility_id uuid constraint patients_facility references staffing.facilities (id),
        name jsonb not null,
        birth_date text collate "C" not null check (birth_date ~ '^\\d{4}(-\\d\\d(-\\d\\d)?)?$'),
        sex text not null check (sex in ('female', 'male', 'other', 'unknown')),
        contacts jsonb not null,
        address jsonb,
        identifiers jsonb not null,
        time_zone text,
        preferred_language text,
        reminder_preferences jsonb,
        emergency_contacts jsonb not null,
        deceased_on date,
        name_words text[] collate "C" not null,
        duplicate_key text collate "C" not null,
        accepted_as uuid check (accepted_as = id),
        registered_at timestamptz not null,
        version integer not null default 1,
        constraint patients_duplicate unique nulls not distinct (duplicate_key, accepted_as)
      );
      create index patients_birth_date on patients.patients (birth_date, id);

      create table patients.patient_identifiers (
        value text collate "C" not null,
        system text collate "C" not null,
        patient_id uuid not null references patients.patients (id),
        constraint patient_identifiers_taken primary key (value, system)
      );
    `);
  }

  private search(): void {
    this.addSql(`
      create table patients.patient_names (
        word text collate "C" not null,
        other text collate "C" not null,
        shared smallint not null,
        patient_id uuid not null,
        primary key (word, other, patient_id)
      );
      create table patients.name_words (word text collate "C" primary key);
      create table patients.name_slips (
        form text collate "C" not null,
        word text collate "C" not null,
        primary key (form, word)
      );
      create function patients.note_slips() returns trigger language plpgsql as $$
      begin
        insert into patients.name_slips (form, word)
        select word, word from added where length(word) between 2 and 24
        union
        select left(word, at - 1) || substr(word, at + 1), word from added, generate_series(1, length(word)) at
        where length(word) between 2 and 24;
        return null;
      end $$;
      create trigger name_words_slips after insert on patients.name_words
        referencing new table as added for each statement execute function patients.note_slips();
      create table patients.patient_phones (
        phone_key text collate "C" not null,
        patient_id uuid not null,
        primary key (phone_key, patient_id)
      );
    `);
  }

  private chart(): void {
    this.addSql(`
      create table patients.allergies (
        id uuid primary key,
        patient_id uuid not null constraint allergies_of_patient references patients.patients (id),
        substance jsonb not null,
        kind text not null check (kind in ('allergy', 'intolerance')),
        criticality text not null check (criticality in ('low', 'high')),
        reaction text,
        recorded_on date not null,
        status text not null check (status in ('active', 'inactive', 'resolved', 'entered-in-error')),
        source_system text,
        source_value text,
        version integer not null default 1,
        constraint allergies_source unique (source_value, source_system)
      );
      create index allergies_patient on patients.allergies (patient_id, id);

      create table patients.conditions (
        id uuid primary key,
        patient_id uuid not null constraint conditions_of_patient references patients.patients (id),
        code jsonb not null,
        clinical_status text not null
          check (clinical_status in ('active', 'recurrence', 'relapse', 'remission', 'resolved', 'entered-in-error')),
        verification_status text not null check (verification_status in ('unconfirmed', 'provisional', 'confirmed', 'refuted')),
        onset text,
        abatement text,
        note text,
        recorded_on date not null,
        source_system text,
        source_value text,
        version integer not null default 1,
        constraint conditions_source unique (source_value, source_system)
      );
      create index conditions_patient on patients.conditions (patient_id, id);
    `);
  }
}
