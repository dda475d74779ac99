import { Migration } from '@mikro-orm/migrations';

/**
 * Two records of one person become one, and a merge can be taken back. A merged record names its survivor, never one that
 * was merged itself.
 */
export class Migration20261122170000_patient_merges extends Migration {
  override up(): void {
    this.addSql(MERGES);
    this.addSql(SURVIVOR);
    this.addSql(CARE);
  }
}

const MERGES = `
  alter table patients.patients
    add column merged_into uuid constraint patients_merged_into references patients.patients (id),
    add constraint patients_not_into_itself check (merged_into <> id);
  create index patients_merged_into on patients.patients (merged_into) where merged_into is not null;

  create table patients.merges (
    id uuid primary key,
    survivor_id uuid not null references patients.patients (id),
    merged_id uuid not null references patients.patients (id),
    merged_at timestamptz not null,
    reverted_at timestamptz,
    version integer not null default 1,
    constraint merges_of_two check (survivor_id <> merged_id)
  );
  create unique index merges_one_stands on patients.merges (merged_id) where reverted_at is null;
  create index merges_survivor on patients.merges (survivor_id);

  create table patients.merge_moves (
    merge_id uuid not null references patients.merges (id),
    holding text not null check (holding ~ '^[a-z]+\\.[a-z-]+$'),
    row_keys text[] not null check (cardinality(row_keys) > 0),
    primary key (merge_id, holding)
  );
  comment on table patients.merge_moves is 'The rows that a merge gave to the survivor, by holding: what a revert gives back.';`;

/**
 * A foreign key does not help here, since the merged row stays. A merge locks the row for update; whoever locks it for key
 * share waits for the merge and reads what it left. The SQLSTATE is that of a lost race: a row that was read before the
 * merge is read again and is the survivor's then; a request that names the merged record fails again and is told so.
 */
const SURVIVOR = `
  create function patients.survivor_of(patient uuid) returns uuid language plpgsql volatile as $$
  declare
    survivor uuid;
  begin
    select p.merged_into into survivor from patients.patients p where p.id = patient for key share;
    return survivor;
  end $$;
  comment on function patients.survivor_of is
    'The record that a patient was merged into, or null; nobody merges the patient before the end of the transaction.';

  create function patients.refuse_merged() returns trigger language plpgsql as $$
  declare
    survivor uuid := patients.survivor_of(new.patient_id);
  begin
    if survivor is not null then
      perform patients.raise_merged(survivor);
    end if;
    return new;
  end $$;
  comment on function patients.refuse_merged is 'For tables with a patient_id: no row comes to name a merged patient.';

  create function patients.raise_merged(survivor uuid) returns void language plpgsql as $$
  begin
    raise exception 'the patient was merged' using errcode = 'AC001', constraint = 'patient_merged', detail = survivor::text;
  end $$;

  create function patients.refuse_merged_survivor() returns trigger language plpgsql as $$
  declare
    survivor uuid := patients.survivor_of(new.merged_into);
  begin
    if survivor is not null then
      perform patients.raise_merged(survivor);
    end if;
    return new;
  end $$;

  create trigger patients_into_unmerged before insert or update of merged_into on patients.patients
    for each row when (new.merged_into is not null) execute function patients.refuse_merged_survivor();
  create trigger allergies_of_unmerged before insert or update of patient_id on patients.allergies
    for each row execute function patients.refuse_merged();
  create trigger conditions_of_unmerged before insert or update of patient_id on patients.conditions
    for each row execute function patients.refuse_merged();`;

/** Where a merged record was registered, its survivor is known. */
const CARE = `
  create view patients.merged_registrations as
    select merged_into as patient_id, facility_id from patients.patients where merged_into is not null and facility_id is not null;`;
