import pg from 'pg';
import { wordsOf } from '../src/patients/domain/name-words.js';
import { FAMILY_NAMES, GIVEN_NAMES } from './names.js';

/** What the operations need to know of the seeded database. */
export interface SeededWorld {
  patientIds: string[];
  staffIds: string[];
  appointmentTypeId: string;
  facilityId: string;
  /** Beginnings of names that hundreds of patients have. */
  prefixes: string[];
  /** Dates of the seeded year on which every practitioner sees patients. */
  busyDays: string[];
  /** Midnight UTC from which on nothing is booked, in epoch milliseconds. */
  firstFreeDay: number;
}

/** How large a hospital is made. */
export interface SeedSize {
  staff: number;
  /** Days before today that are full of appointments. */
  days: number;
}

const A_YEAR: SeedSize = { staff: 40, days: 365 };
const APPOINTMENTS_A_DAY = 24;
const DAY_MILLISECONDS = 86_400_000;
/** Days on which patients are born: a prime, so that no name meets the same day twice among a million. */
const BIRTH_DAYS = 31_957;

/** UUIDs that count up, in the shape of version 7: SQL for the one of the column `n`. */
export const ID = (kind: string): string => `('0190${kind}00-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid`;

function id(kind: string, n: number): string {
  return `0190${kind}00-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

const FACILITY = id('01', 1);
const APPOINTMENT_TYPE = id('03', 1);

async function insertPools(client: pg.Client): Promise<void> {
  await client.query('create temporary table pool (kind text, n integer, name text, word text)');
  for (const [kind, names] of Object.entries({ family: FAMILY_NAMES, given: GIVEN_NAMES })) {
    await client.query(
      `insert into pool select $1, n - 1, name, word from unnest($2::text[], $3::text[]) with ordinality given (name, word, n)`,
      [kind, names, names.map((name) => wordsOf(name)[0])],
    );
  }
  await client.query('create index on pool (kind, n); analyze pool');
  const words = [...new Set([...FAMILY_NAMES, ...GIVEN_NAMES].flatMap(wordsOf))];
  await client.query('insert into patients.name_words select unnest($1::text[])', [words]);
}

const PATIENTS = `
  with made as (
    select made.n, f.name as family, f.word as family_word, g.name as given, g.word as given_word,
      (date '1930-01-01' + (made.n::bigint * 7919 % ${BIRTH_DAYS})::integer)::text as birth_date,
      case when made.n % 2 = 0 then 'female' else 'male' end as sex
    from generate_series($1::integer, $2::integer) made (n)
    join pool f on f.kind = 'family' and f.n = (made.n::bigint * 31 % ${FAMILY_NAMES.length})
    join pool g on g.kind = 'given' and g.n = (made.n / 7 % ${GIVEN_NAMES.length})
  ), names as (
    insert into patients.patient_names (word, other, shared, patient_id)
    select family_word, given_word, 0, ${ID('04')} from made union all select given_word, family_word, 0, ${ID('04')} from made
  ), phones as (
    insert into patients.patient_phones (phone_key, patient_id) select '4930' || (2000000 + n), ${ID('04')} from made
  )
  insert into patients.patients (id, mrn, facility_id, name, birth_date, sex, contacts, address, identifiers, emergency_contacts,
    name_words, duplicate_key, registered_at)
  select ${ID('04')}, 'SEED' || n, '${FACILITY}', jsonb_build_object('given', jsonb_build_array(given), 'family', family), birth_date, sex,
    jsonb_build_array(jsonb_build_object('system', 'phone', 'value', '+49 30 ' || (2000000 + n))),
    jsonb_build_object('line', jsonb_build_array('Main Street ' || n % 200), 'city', 'Berlin', 'postalCode', '10115', 'country', 'DE'),
    '[]', '[]', array[family_word, given_word], family_word || '|' || given_word || '|' || birth_date || '|' || sex, now()
  from made`;

const hospital = (staff: number): string => `
  insert into staffing.facilities (id, name, time_zone, currency) values ('${FACILITY}', 'Bench Hospital', 'UTC', 'EUR');
  insert into staffing.staff_members (id, facility_id, name, sort_name, role, employment_start)
    select ${ID('02')}, '${FACILITY}', jsonb_build_object('given', jsonb_build_array('Doctor'), 'family', 'No' || n), 'no' || n || ' doctor', 'doctor',
      date '2000-01-01' from generate_series(1, ${staff}) n;
  insert into staffing.credentials (id, staff_id, kind, number, issuer, valid_from, valid_until)
    select ${ID('05')}, ${ID('02')}, 'medical-licence', 'L' || n, 'Bench', date '2000-01-01', date '2099-12-31' from generate_series(1, ${staff}) n;
  insert into staffing.availabilities (staff_id, rules)
    select ${ID('02')}, (select jsonb_agg(jsonb_build_object('weekday', day, 'from', '00:00', 'to', '24:00')) from generate_series(1, 7) day)
    from generate_series(1, ${staff}) n;
  insert into scheduling.appointment_types (id, facility_id, name, duration_minutes, buffer_before_minutes, buffer_after_minutes)
    values ('${APPOINTMENT_TYPE}', '${FACILITY}', 'Consultation', 15, 0, 0)`;

/** A practitioner's day from 08:00 on, and no patient at two places at once. */
const APPOINTMENTS = `
  with slot as (
    select row_number() over () as n, day, staff,
      (date '2000-01-01' + day::integer + time '08:00' + make_interval(mins => 15 * turn)) at time zone 'UTC' as start_at
    from generate_series($1::integer, $2::integer) day, generate_series(0, ${APPOINTMENTS_A_DAY - 1}) turn, generate_series(1, $4::integer) staff
  ), made as (
    select ('01900600-' || lpad(to_hex(day), 4, '0') || '-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id, start_at,
      ('01900200-0000-7000-8000-' || lpad(to_hex(staff), 12, '0'))::uuid as staff_id,
      ('01900400-0000-7000-8000-' || lpad(to_hex(1 + (day::bigint * 1000 + n) * 7919 % $3), 12, '0'))::uuid as patient_id
    from slot
  ), appointments as (
    insert into scheduling.appointments (id, facility_id, patient_id, staff_id, appointment_type_id, start_at, end_at, day, status, time_version)
    select id, '${FACILITY}', patient_id, staff_id, '${APPOINTMENT_TYPE}', start_at, start_at + interval '15 minutes', start_at::date, 'completed', 1 from made
  )
  insert into scheduling.bookings (appointment_id, facility_id, kind, thing_id, lane, period)
  select id, '${FACILITY}'::uuid, 'practitioner', staff_id, 0, tstzrange(start_at, start_at + interval '15 minutes') from made
  union all select id, '${FACILITY}'::uuid, 'patient', patient_id, 0, tstzrange(start_at, start_at + interval '15 minutes') from made`;

/**
 * Beginnings of names that at least four families have, so that twenty patients answer to each already among 20,000:
 * at every size of the population an answer is one full page.
 */
export function commonPrefixes(): string[] {
  const families = new Map<string, number>();
  for (const name of FAMILY_NAMES) {
    const prefix = name.slice(0, 3).toLowerCase();
    families.set(prefix, (families.get(prefix) ?? 0) + 1);
  }
  return [...families].filter(([, count]) => count >= 4).map(([prefix]) => prefix);
}

/** Rows of one statement. */
export const BATCH = 20_000;
const EPOCH_2000 = Date.UTC(2000, 0, 1);

function nothingMore(_client: pg.Client): Promise<void> {
  return Promise.resolve();
}

/**
 * Fills a migrated, empty database; the same rows at every run, but for the year, which is the one before today.
 * @param more fills what else an operation needs
 */
export async function seed(
  ownerUrl: string,
  patients: number,
  say: (line: string) => void,
  size = A_YEAR,
  more = nothingMore,
): Promise<SeededWorld> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await insertPools(client);
    await client.query(hospital(size.staff));
    for (let from = 1; from <= patients; from += BATCH) await client.query(PATIENTS, [from, Math.min(patients, from + BATCH - 1)]);
    say(`seeded ${patients} patients`);
    const today = Math.floor(Date.now() / DAY_MILLISECONDS) * DAY_MILLISECONDS;
    const yesterday = (today - EPOCH_2000) / DAY_MILLISECONDS - 1;
    for (let day = yesterday - size.days + 1; day <= yesterday; day++) {
      await client.query(APPOINTMENTS, [day, day, patients, size.staff]);
    }
    say(`seeded ${size.days * APPOINTMENTS_A_DAY * size.staff} appointments`);
    await more(client);
    await client.query('vacuum analyze');
    return worldOf(patients, today, size);
  } finally {
    await client.end();
  }
}

function worldOf(patients: number, today: number, { staff }: SeedSize): SeededWorld {
  const date = (ago: number): string => new Date(today - ago * DAY_MILLISECONDS).toISOString().slice(0, 10);
  return {
    patientIds: Array.from({ length: Math.min(patients, 50_000) }, (_, n) => id('04', 1 + ((n * 7_919) % patients))),
    staffIds: Array.from({ length: staff }, (_, n) => id('02', n + 1)),
    appointmentTypeId: APPOINTMENT_TYPE,
    facilityId: FACILITY,
    prefixes: FAMILY_NAMES.slice(0, 500).map((name) => name.slice(0, 4).toLowerCase()),
    busyDays: Array.from({ length: 300 }, (_, n) => date(n + 2)),
    firstFreeDay: today + 2 * DAY_MILLISECONDS,
  };
}
