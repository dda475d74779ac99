import type pg from 'pg';
import type { SeededWorld } from './seed.js';

/** Whom everybody is asked for. */
export const SPECIALTY = 'cardiology';

const DEPARTMENT = '01900800-0000-7000-8000-000000000001';

/** Four mornings and four afternoons of quarters of an hour, Monday to Friday. */
const WEEK = `
  select jsonb_agg(jsonb_build_object('weekday', day, 'from', hours[1], 'to', hours[2]))
  from generate_series(1, 5) day, unnest(array['08:00', '13:00'], array['12:00', '17:00']) as half (from_time, to_time),
    lateral (select array[from_time, to_time]) as both_ends (hours)`;

const PEOPLE = `
  insert into staffing.departments (id, facility_id, name, code) values ('${DEPARTMENT}', $1, 'Cardiology', 'CARD');`;

const WORK = `
  update staffing.staff_members set department_id = '${DEPARTMENT}', specialties = '{${SPECIALTY}}' where id = any($1::uuid[])`;

/**
 * A year ahead of working days, each with 24 of its 32 quarters taken; in the first weeks all of them, so that whoever looks for
 * the first free one has to look far.
 */
const APPOINTMENTS = `
  with slot as (
    select row_number() over () as n, day, staff, turn
    from generate_series($1::date, $2::date, interval '1 day') day, generate_series(0, 31) turn, generate_series(1, cardinality($3::uuid[])) staff
    where extract(isodow from day) <= 5 and (day < $4::date or (turn + staff) % 4 <> 0)
  ), made as (
    select ('01900900-' || lpad(to_hex((day::date - date '2000-01-01')), 4, '0') || '-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id,
      (day + make_interval(mins => 480 + turn * 15 + case when turn < 16 then 0 else 60 end)) at time zone 'UTC' as start_at,
      ($3::uuid[])[staff] as staff_id, ($5::uuid[])[1 + n % cardinality($5::uuid[])] as patient_id
    from slot
  ), appointments as (
    insert into scheduling.appointments (id, facility_id, patient_id, staff_id, appointment_type_id, start_at, end_at, day, status, time_version)
    select id, $6, patient_id, staff_id, $7, start_at, start_at + interval '15 minutes', start_at::date, 'booked', 1 from made
  )
  insert into scheduling.bookings (appointment_id, facility_id, kind, thing_id, lane, period)
  select id, $6::uuid, 'practitioner', staff_id, 0, tstzrange(start_at, start_at + interval '15 minutes') from made`;

/** How far ahead everybody is booked, and from when on there are gaps: dates. */
export interface BookedAhead {
  from: string;
  until: string;
  fullUntil: string;
}

/** @returns the department in which everybody works */
export async function seedSlots(client: pg.Client, world: SeededWorld, { from, until, fullUntil }: BookedAhead): Promise<string> {
  const { facilityId, staffIds, appointmentTypeId, patientIds } = world;
  await client.query(PEOPLE, [facilityId]);
  await client.query(WORK, [staffIds]);
  await client.query(`update staffing.availabilities set rules = (${WEEK}) where staff_id = any($1::uuid[])`, [staffIds]);
  for (let month = Temporal.PlainDate.from(from); month.toString() <= until; month = month.add({ months: 1 })) {
    const last = month.add({ months: 1 }).subtract({ days: 1 }).toString();
    const dates = [month.toString(), last < until ? last : until, staffIds, fullUntil];
    await client.query(APPOINTMENTS, [...dates, patientIds, facilityId, appointmentTypeId]);
  }
  await client.query('vacuum analyze');
  return DEPARTMENT;
}
