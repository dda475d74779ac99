import { Migration } from '@mikro-orm/migrations';

/** Facilities, departments, people, their credentials and when they can be booked. */
export class Migration20261101000350_staffing extends Migration {
  override up(): void {
    this.addSql('create schema staffing');
    this.addSql(FACILITIES);
    this.addSql(STAFF);
    this.addSql(CREDENTIALS);
    this.addSql(IDENTIFIERS);
  }
}

const FACILITIES = `
  create table staffing.facilities (
    id uuid primary key,
    name text not null check (length(name) between 1 and 200),
    time_zone text not null,
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    address jsonb,
    identifiers jsonb not null default '[]',
    settings jsonb not null default '{}',
    version integer not null default 1
  );
  create index facilities_name on staffing.facilities (name collate "C", id);

  create table staffing.departments (
    id uuid primary key,
    facility_id uuid not null constraint departments_facility references staffing.facilities (id),
    name text not null check (length(name) between 1 and 200),
    code text not null check (length(code) between 1 and 40),
    version integer not null default 1,
    constraint departments_code unique (facility_id, code),
    constraint departments_of_facility unique (facility_id, id)
  );
  create index departments_name on staffing.departments (facility_id, name collate "C", id);`;

const STAFF = `
  create table staffing.staff_members (
    id uuid primary key,
    facility_id uuid not null constraint staff_members_facility references staffing.facilities (id),
    department_id uuid,
    name jsonb not null,
    sort_name text not null,
    role text not null check (role ~ '^[a-z]+(-[a-z]+)*$'),
    specialties text[] not null default '{}',
    contacts jsonb not null default '[]',
    responsibilities text[] not null default '{}',
    identifiers jsonb not null default '[]',
    employment_start date not null,
    employment_end date check (employment_end >= employment_start),
    version integer not null default 1,
    constraint staff_members_department foreign key (facility_id, department_id)
      references staffing.departments (facility_id, id)
  );
  create index staff_members_by_facility on staffing.staff_members (facility_id, sort_name collate "C", id);
  create index staff_members_by_name on staffing.staff_members (sort_name collate "C", id);
  create index staff_members_department on staffing.staff_members (facility_id, department_id);
  create index staff_members_specialties on staffing.staff_members using gin (specialties);
  create index staff_members_words on staffing.staff_members using gin ((' ' || sort_name) gin_trgm_ops);

  create table staffing.availabilities (
    staff_id uuid primary key constraint availabilities_staff references staffing.staff_members (id),
    time_zone text,
    rules jsonb not null,
    exceptions jsonb not null default '[]',
    capacity integer not null default 1 check (capacity between 1 and 1000),
    version integer not null default 1
  );`;

/** Two credentials of one number may follow each other, as renewals do, but never be valid on the same day. */
const CREDENTIALS = `
  create table staffing.credentials (
    id uuid primary key,
    staff_id uuid not null constraint credentials_staff references staffing.staff_members (id),
    kind text not null check (kind ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    number text not null check (length(number) between 1 and 100),
    issuer text not null check (length(issuer) between 1 and 200),
    valid_from date not null,
    valid_until date not null check (valid_until >= valid_from),
    suspended_at timestamptz,
    suspension_reason text,
    version integer not null default 1,
    constraint credentials_number_once exclude using gist
      (kind with =, issuer with =, number with =, daterange(valid_from, valid_until, '[]') with &&)
  );
  create index credentials_staff_id on staffing.credentials (staff_id, id);`;

/** The identifiers of the rows again, one a row, so that each can be unique and found. Kept by the triggers. */
const IDENTIFIERS = `
  create table staffing.facility_identifiers (
    system text not null,
    value text not null,
    facility_id uuid not null references staffing.facilities (id) on delete cascade,
    constraint facility_identifiers_once primary key (system, value)
  );
  create index facility_identifiers_facility on staffing.facility_identifiers (facility_id);

  create table staffing.staff_identifiers (
    system text not null,
    value text not null,
    staff_id uuid not null references staffing.staff_members (id) on delete cascade,
    constraint staff_identifiers_once primary key (system, value)
  );
  create index staff_identifiers_staff on staffing.staff_identifiers (staff_id);

  create function staffing.keep_facility_identifiers() returns trigger language plpgsql as $$
  begin
    delete from staffing.facility_identifiers where facility_id = new.id;
    insert into staffing.facility_identifiers (system, value, facility_id)
      select each ->> 'system', each ->> 'value', new.id from jsonb_array_elements(new.identifiers) each order by 1, 2;
    return null;
  end $$;
  create trigger facilities_identifiers_added after insert on staffing.facilities
    for each row when (new.identifiers <> '[]') execute function staffing.keep_facility_identifiers();
  create trigger facilities_identifiers_changed after update of identifiers on staffing.facilities
    for each row when (new.identifiers <> old.identifiers) execute function staffing.keep_facility_identifiers();

  create function staffing.keep_staff_identifiers() returns trigger language plpgsql as $$
  begin
    delete from staffing.staff_identifiers where staff_id = new.id;
    insert into staffing.staff_identifiers (system, value, staff_id)
      select each ->> 'system', each ->> 'value', new.id from jsonb_array_elements(new.identifiers) each order by 1, 2;
    return null;
  end $$;
  create trigger staff_identifiers_added after insert on staffing.staff_members
    for each row when (new.identifiers <> '[]') execute function staffing.keep_staff_identifiers();
  create trigger staff_identifiers_changed after update of identifiers on staffing.staff_members
    for each row when (new.identifiers <> old.identifiers) execute function staffing.keep_staff_identifiers();`;
