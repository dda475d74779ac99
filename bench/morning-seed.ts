import type pg from 'pg';
import { BATCH, ID, type SeededWorld } from './seed.js';

/** Minutes from now until the first of the appointments; all of them begin before the last reminder's two hours are over. */
const FIRST_IN = 45;
const TURNS = 12;
const TURN_MINUTES = 5;

/** Everybody of the morning can be written to. */
const ADDRESSES = `
  update patients.patients set contacts = contacts || jsonb_build_array(jsonb_build_object('system', 'email', 'value', 'p' || n || '@example.org'))
  from generate_series($1::integer, $2::integer) n where id = ${ID('04')}`;

/**
 * One appointment for each patient, all within an hour from $4 on: practitioners see many at a time, as where a whole
 * hospital is vaccinated. What they occupy stands beside them, as where they were booked.
 */
const APPOINTMENTS = `
  with made as (
    select ${ID('06')} as id, ${ID('04')} as patient_id,
      ('01900200-0000-7000-8000-' || lpad(to_hex(1 + n % $3), 12, '0'))::uuid as staff_id,
      n / ($3 * ${TURNS}) as lane,
      $4::timestamptz + make_interval(mins => ${FIRST_IN} + n / $3 % ${TURNS} * ${TURN_MINUTES}) as start_at
    from generate_series($1::integer, $2::integer) n
  ), appointments as (
    insert into scheduling.appointments (id, facility_id, patient_id, staff_id, appointment_type_id, start_at, end_at, day, status, time_version)
    select id, $5, patient_id, staff_id, $6, start_at, start_at + interval '${TURN_MINUTES} minutes', (start_at at time zone 'UTC')::date, 'booked', 1
    from made
  )
  insert into scheduling.bookings (appointment_id, facility_id, kind, thing_id, lane, period)
  select id, $5::uuid, 'practitioner', staff_id, lane, tstzrange(start_at, start_at + interval '${TURN_MINUTES} minutes') from made
  union all select id, $5::uuid, 'patient', patient_id, 0, tstzrange(start_at, start_at + interval '${TURN_MINUTES} minutes') from made`;

/** What booking them would have told. */
const EVENTS = `
  insert into platform.outbox (id, type, aggregate_id, payload)
  select ('01900700' || substr(id::text, 9))::uuid, 'scheduling.appointment-booked.v1', id::text, jsonb_build_object(
    'appointmentId', id, 'facilityId', facility_id, 'patientId', patient_id, 'staffId', staff_id, 'appointmentTypeId', appointment_type_id,
    'start', to_char(start_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'end', to_char(end_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    'timeVersion', time_version)
  from scheduling.appointments where id between '01900600-0000-7000-8000-000000000000' and '01900600-0000-7000-8000-ffffffffffff' order by id`;

/** Appointments whose reminders are due as soon as they are planned; nobody has been told of them yet. */
export async function seedMorning(client: pg.Client, world: SeededWorld, reminders: number): Promise<void> {
  const { staffIds, facilityId, appointmentTypeId } = world;
  const hour = new Date().toISOString();
  for (let from = 1; from <= reminders; from += BATCH) {
    const until = Math.min(reminders, from + BATCH - 1);
    await client.query(ADDRESSES, [from, until]);
    await client.query(APPOINTMENTS, [from, until, staffIds.length, hour, facilityId, appointmentTypeId]);
  }
  await client.query('vacuum analyze');
}

/** Tells of all of them at once. */
export async function tellAll(client: pg.Client): Promise<void> {
  await client.query(EVENTS);
  await client.query('notify aceso_outbox');
}
