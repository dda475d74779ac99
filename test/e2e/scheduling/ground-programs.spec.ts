import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Api } from '../../harness/api.js';
import { startTestApp } from '../../harness/app.js';
import { until } from '../../harness/until.js';
import { Practice } from './practice.js';
import type { People } from './chance.js';
import { Programme } from './programme.js';

const PRACTITIONERS = 6;
const ROOMS = 4;

const HAPPENED = [
  ...['book', 'hold', 'change', 'leave', 'half a day of leave', 'leave over', 'suspend', 'reinstate', 'outage', 'outage over'],
  ...['enter', 'accept', 'decline', 'slot-taken', 'outside-availability'],
];

describe('a random program of bookings, absences, lost credentials, closed rooms and people who wait', () => {
  let practice: Practice;
  let hr: Api;
  const happened = new Set<string>();

  beforeAll(async () => {
    practice = await Practice.open(undefined, await startTestApp({ work: true }));
    hr = await practice.app.as('hr-manager');
  });

  afterAll(() => practice.close());

  const count = async (text: string): Promise<number> => {
    const [row] = await practice.app.database.query<{ count: string }>(`select count(*) from ${text}`);
    return Number(row!.count);
  };

  const isQuiet = async (): Promise<boolean> =>
    (await count('platform.outbox where sent_at is null')) === 0 &&
    (await count('platform.deliveries where done_at is null and failed_at is null')) === 0;

  async function people(): Promise<People> {
    const staff = await Promise.all(Array.from({ length: PRACTITIONERS }, () => practice.doctor()));
    const credentials = await Promise.all(
      staff.map(async (id) => {
        const [{ id: credential }] = (await hr.get(`/staff/${id}/credentials`)).body['items'];
        return `/staff/${id}/credentials/${credential}`;
      }),
    );
    const rooms = await Promise.all(Array.from({ length: ROOMS }, () => practice.room()));
    const type = await practice.type({ requiredResourceKinds: ['room'] });
    return { staff, credentials, rooms, type, patients: await practice.patients(25) };
  }

  it.each([20261122, 4711])('leaves no overlap, nothing forgotten, and no stray row or hold (seed %i)', async (seed) => {
    const about = await people();
    const programme = new Programme(practice, hr, about, seed);

    await programme.run();
    await until(async () => {
      await programme.letTimeWork();
      return (await isQuiet()) && (await count(OVERDUE)) === 0;
    });

    expect(programme.surprises).toEqual([]);
    expect(await count('platform.deliveries where failed_at is not null')).toBe(0);
    expect(await count(OVERLAPS)).toBe(0);
    expect(await count(STRAY_BOOKINGS)).toBe(0);
    expect(await count(FORGOTTEN)).toBe(0);
    expect(await count(LISTED_FOR_NOTHING)).toBe(0);
    expect(await count(`scheduling.displacements where status = 'open' and staff_id = any('{${about.staff.join()}}')`)).toBeGreaterThan(0);
    expect(await count(OFFERED_WITHOUT_HOLD)).toBe(0);
    expect(await count(HELD_WITHOUT_OFFER)).toBe(0);
    expect(await count(BOOKED_OTHERWISE)).toBe(0);
    for (const what of programme.counts.keys()) happened.add(what);
  }, 120_000);

  it('has had everything happen', async () => {
    expect(HAPPENED.filter((what) => !happened.has(what))).toEqual([]);
    const statuses = 'select distinct status from scheduling.wait_list_offers order by status';
    const offers = await practice.app.database.query<{ status: string }>(statuses);
    expect(offers.map(({ status }) => status)).toEqual(['accepted', 'declined', 'expired', 'open']);
  });
});

const OVERLAPS = `scheduling.bookings one join scheduling.bookings other
  on one.thing_id = other.thing_id and one.lane = other.lane and one.appointment_id < other.appointment_id
  and one.blocking and other.blocking and one.period && other.period`;

/** Rows of appointments that are over, and appointments without all of their three rows. */
const STRAY_BOOKINGS = `scheduling.appointments a left join lateral (
    select count(*) filter (where b.blocking) as rows from scheduling.bookings b where b.appointment_id = a.id
  ) b on true
  where b.rows <> case when a.status in ('cancelled', 'expired', 'entered-in-error') then 0 else 3 end`;

/** What is still to come, with each ground that it has lost, as the tables say. */
const LOST = `(
  select a.id, a.time_version, lost.ground from scheduling.appointments a
    join staffing.staff_members s on s.id = a.staff_id
    join staffing.facilities f on f.id = s.facility_id
    cross join lateral (
      select 'leave' as ground from staffing.leave_requests l
      where l.staff_id = s.id and l.status = 'approved'
        and tstzrange(a.start_at, a.end_at) && tstzrange(
          (l.from_date + case l.from_half when 'pm' then time '12:00' else time '00:00' end) at time zone f.time_zone,
          (l.to_date + case l.to_half when 'am' then interval '12 hours' else interval '24 hours' end) at time zone f.time_zone)
      union all
      select 'credential' from staffing.credentials c where c.staff_id = s.id and c.suspended_at is not null
      union all
      select 'resource' from scheduling.bookings b
        join scheduling.resource_outages o on o.resource_id = b.thing_id and tstzrange(o.start_at, o.end_at) && b.period
      where b.appointment_id = a.id and b.blocking
    ) lost
  where a.status in ('held', 'booked', 'confirmed', 'checked-in') and a.end_at > now()
    and (a.hold_until is null or a.hold_until > now())) lost`;

const OPEN_LINES = `(
  select d.appointment_id as id, d.time_version, d.ground from scheduling.displacements d where d.status = 'open') line`;

/** On closed time and not on the worklist. */
const FORGOTTEN = `${LOST} where (id, time_version, ground) not in (select id, time_version, ground from ${OPEN_LINES})`;

/** On the worklist although nothing is lost. */
const LISTED_FOR_NOTHING = `${OPEN_LINES} where (id, time_version, ground) not in (select id, time_version, ground from ${LOST})`;

/** Holds whose limit has passed, and that nobody has given up yet. */
const OVERDUE = `scheduling.appointments where status = 'held' and hold_until <= now()`;

/** Entries with an offer that have not exactly one open offer with a live hold of their patient's, and others that have one. */
const OFFERED_WITHOUT_HOLD = `scheduling.wait_list_entries e where case e.status when 'offered' then 1 else 0 end <> (
    select count(*) from scheduling.wait_list_offers o join scheduling.appointments a on a.id = o.appointment_id
    where o.entry_id = e.id and o.status = 'open' and a.status = 'held' and a.patient_id = e.patient_id
      and a.appointment_type_id = e.appointment_type_id and a.hold_until = o.expires_at)`;

/** Open offers whose time is not held, times that are held for an offer that is not open, and holds longer than any but an offer's. */
const HELD_WITHOUT_OFFER = `scheduling.appointments a left join scheduling.wait_list_offers o on o.appointment_id = a.id
  where (o.status = 'open') <> (a.status = 'held' and o.id is not null)
    or (o.id is null and a.status = 'held' and a.hold_until > a.created_at + interval '10 minutes')`;

/** Entries that are booked without an accepted offer of that very appointment, and accepted offers of entries that are not. */
const BOOKED_OTHERWISE = `scheduling.wait_list_entries e
  left join scheduling.wait_list_offers o on o.entry_id = e.id and o.status = 'accepted'
  left join scheduling.appointments a on a.id = o.appointment_id
  where (e.status = 'booked') <> (o.id is not null) or o.appointment_id <> e.appointment_id or a.status in ('held', 'expired')`;
