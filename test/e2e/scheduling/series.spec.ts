import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../../harness/api.js';
import { Practice } from './practice.js';

type Body = Answer['body'];

const ABSENT = '01975b2e-7c40-7a3e-9d5c-2f1b8a6e4d10';
const WEEKLY = { frequency: 'weekly', interval: 1, count: 4 };

describe('series of appointments', () => {
  let practice: Practice;
  let appointmentTypeId: string;

  beforeAll(async () => {
    practice = await Practice.open('Europe/Berlin');
    appointmentTypeId = await practice.type();
  });

  afterAll(() => practice.close());

  async function wish(changes: object = {}): Promise<Body> {
    const [patientId, staffId] = [await practice.patient(), await practice.doctor()];
    return { patientId, staffId, appointmentTypeId, start: practice.at(10, '10:00'), recurrence: WEEKLY, ...changes };
  }

  const book = (body: object): Promise<Answer> => practice.admin.post('/appointment-series', body);
  const startsOf = (body: Body): string[] => body['appointments'].map(({ start }: Body) => start);
  const statusesOf = (body: Body): string[] => body['appointments'].map(({ status }: Body) => status);
  const weeks = (...numbers: number[]): string[] => numbers.map((week) => practice.at(10 + 7 * week, '10:00'));

  it('are booked at the same time of day, and are appointments like any', async () => {
    const body = await wish({ reason: 'physiotherapy' });
    const made = await book(body);
    expect(made).toMatchObject({ status: 201, body: { patientId: body['patientId'], recurrence: WEEKLY, timeZone: 'Europe/Berlin' } });
    expect(startsOf(made.body)).toEqual(weeks(0, 1, 2, 3));
    expect(new Set(statusesOf(made.body))).toEqual(new Set(['booked']));
    const { id, appointments } = made.body;
    expect((await practice.admin.get(`/appointments/${appointments[2].id}`)).body).toMatchObject({ seriesId: id, reason: 'physiotherapy' });
    await practice.act(appointments[1].id, 'cancel', { reason: 'on holiday' });
    expect(statusesOf((await practice.admin.get(`/appointment-series/${id}`)).body)).toEqual(['booked', 'cancelled', 'booked', 'booked']);
  });

  it('keep their time of day when the clocks change', async () => {
    const change = Temporal.Now.zonedDateTimeISO('Europe/Berlin').add({ days: 1 }).getTimeZoneTransition('next')!.toPlainDate();
    const first = change.subtract({ days: 2 });
    const at = (days: number): string =>
      first.add({ days }).toZonedDateTime({ timeZone: 'Europe/Berlin', plainTime: '10:00' }).toInstant().toString();
    const recurrence = { frequency: 'daily', interval: 1, until: first.add({ days: 4 }).toString() };
    const { body } = await book(await wish({ start: at(0), recurrence }));
    expect(startsOf(body)).toEqual([0, 1, 2, 3, 4].map(at));
  });

  it('are all booked or none, and the one that can’t be had is named', async () => {
    const body = await wish();
    const taken = weeks(2)[0]!;
    const busy = await wish();
    await practice.book({ ...busy, recurrence: undefined, staffId: body['staffId'], start: taken });
    const occurrence = { index: 2, start: taken };
    expect(await book(body)).toMatchObject({ status: 409, body: { code: 'slot-taken', occurrence } });
    expect(await book({ ...body, patientId: busy['patientId'], staffId: await practice.doctor() })).toMatchObject({
      status: 409,
      body: { code: 'patient-busy', occurrence },
    });
    const rules = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '00:00', to: '24:00', validUntil: practice.date(20) }));
    const leaving = await practice.doctor({ rules });
    expect(await book({ ...body, staffId: leaving })).toMatchObject({ status: 422, body: { code: 'outside-availability', occurrence } });
    expect(await book({ ...body, recurrence: { ...WEEKLY, interval: 30 } })).toMatchObject({
      status: 422,
      body: { code: 'beyond-booking-horizon', occurrence: { index: 2 } },
    });
    expect((await practice.admin.get(`/appointments?patientId=${body['patientId']}`)).body['items']).toEqual([]);
    expect((await book(body)).status).toBe(409);
    expect((await book({ ...body, staffId: await practice.doctor() })).status).toBe(201);
  });

  it('are refused where the recurrence makes no sense, or anything does not exist', async () => {
    const body = await wish();
    const { count: _, ...endless } = WEEKLY;
    const until = practice.date(380);
    const monthly = { frequency: 'monthly', interval: 1, count: 2, weekdays: [1] };
    const daily = { frequency: 'daily', interval: 1, until };
    for (const recurrence of [endless, { ...WEEKLY, until }, monthly, daily, { ...daily, until: practice.date(1) }]) {
      expect(await book({ ...body, recurrence })).toMatchObject({ status: 422, body: { code: 'invalid-recurrence' } });
    }
    expect(await book({ ...body, recurrence: { ...WEEKLY, count: 53 } })).toMatchObject({ status: 400 });
    expect(await book({ ...body, recurrence: { ...WEEKLY, interval: 0 } })).toMatchObject({ status: 400 });
    for (const absent of [{ patientId: ABSENT }, { staffId: ABSENT }, { appointmentTypeId: ABSENT }]) {
      expect(await book({ ...body, ...absent })).toMatchObject({ status: 404, body: { code: 'not-found' } });
    }
    expect((await practice.admin.get(`/appointment-series/${ABSENT}`)).status).toBe(404);
    const desk = await practice.app.as('receptionist', { facilityId: practice.facilityId });
    expect((await desk.post('/appointment-series', { ...body, override: { reason: 'x' } })).status).toBe(403);
  });

  it('count as so many open bookings', async () => {
    const at = `/facilities/${practice.facilityId}/settings`;
    const set = async (maxOpenBookingsPerPatient: number | null): Promise<void> => {
      const { body } = await practice.admin.get(at);
      await practice.admin.patch(at, { scheduling: { maxOpenBookingsPerPatient } }, body['version']);
    };
    await set(3);
    expect(await book(await wish())).toMatchObject({ status: 422, body: { code: 'too-many-open-bookings', occurrence: { index: 3 } } });
    await set(null);
  });

  it('are cancelled from one on', async () => {
    const { body } = await book(await wish());
    const cancel = (from: string): Promise<Answer> => practice.admin.post(`/appointment-series/${body['id']}/cancel`, { from, reason: 'well' });
    const cancelled = await cancel(weeks(2)[0]!);
    expect(cancelled.status).toBe(200);
    expect(statusesOf(cancelled.body)).toEqual(['booked', 'booked', 'cancelled', 'cancelled']);
    expect(await cancel(weeks(2)[0]!)).toMatchObject({ status: 409, body: { code: 'series-over' } });
    expect((await practice.admin.post(`/appointment-series/${ABSENT}/cancel`, { from: weeks(0)[0], reason: 'x' })).status).toBe(404);
  });

  it('move from one on by as many days and to the same time, also into each other’s old times, all or none', async () => {
    const made = await wish();
    const { body } = await book(made);
    const move = (changes: object): Promise<Answer> =>
      practice.admin.post(`/appointment-series/${body['id']}/reschedule`, { from: weeks(1)[0], start: weeks(2)[0], ...changes });
    const moved = await move({});
    expect(moved.status).toBe(200);
    expect(startsOf(moved.body)).toEqual(weeks(0, 2, 3, 4));
    const back = await move({ from: weeks(2)[0], start: practice.at(17, '15:00') });
    expect(startsOf(back.body)).toEqual([...weeks(0), practice.at(17, '15:00'), practice.at(24, '15:00'), practice.at(31, '15:00')]);
    const busy = await wish();
    await practice.book({ ...busy, recurrence: undefined, staffId: made['staffId'], start: practice.at(32, '15:00') });
    expect(await move({ start: practice.at(18, '15:00') })).toMatchObject({
      status: 409,
      body: { code: 'slot-taken', occurrence: { index: 2, start: practice.at(32, '15:00') } },
    });
    expect(startsOf((await practice.admin.get(`/appointment-series/${body['id']}`)).body)).toEqual(startsOf(back.body));
    expect(await move({ from: practice.at(300, '10:00') })).toMatchObject({ status: 409, body: { code: 'series-over' } });
    const other = await practice.doctor();
    const handed = await move({ from: weeks(0)[0], start: weeks(0)[0], staffId: other });
    expect(new Set(handed.body['appointments'].map(({ staffId }: Body) => staffId))).toEqual(new Set([other]));
  });

  it('never share a time, whoever books at the same moment', async () => {
    const staffId = await practice.doctor();
    const wishes = await Promise.all(Array.from({ length: 10 }, () => wish({ staffId })));
    const answers = await Promise.all(wishes.map(book));
    const lost = answers.filter(({ status }) => status !== 201);
    expect(answers.length - lost.length).toBe(1);
    expect(lost.every(({ body }) => body['code'] === 'slot-taken')).toBe(true);
    const rows = await practice.app.database.query('select 1 from scheduling.appointments where staff_id = $1', [staffId]);
    expect(rows).toHaveLength(4);
  });
});
