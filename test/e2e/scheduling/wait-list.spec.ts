import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Queues } from '#messaging';
import type { Answer, Api } from '../../harness/api.js';
import { startTestApp } from '../../harness/app.js';
import { until } from '../../harness/until.js';
import { Practice } from './practice.js';

type Body = Answer['body'];

const ABSENT = '01975b2e-7c40-7a3e-9d5c-2f1b8a6e4d10';
const DAYS = 3;

describe('the wait-list', () => {
  let practice: Practice;
  let desk: Api;

  beforeAll(async () => {
    practice = await Practice.open(undefined, await startTestApp({ work: true }));
    desk = await practice.app.as('receptionist', { facilityId: practice.facilityId });
  });

  afterAll(() => practice.close());

  /** A practitioner, a type of their own and an appointment that somebody may give back. */
  async function clinic(start = practice.at(DAYS, '10:00')): Promise<{ type: string; staffId: string; booked: Body; start: string }> {
    const [type, staffId, patientId] = [await practice.type(), await practice.doctor(), await practice.patient()];
    const { body: booked } = await practice.book({ patientId, staffId, appointmentTypeId: type, start });
    expect(booked['status']).toBe('booked');
    return { type, staffId, booked, start };
  }

  const wish = (patientId: string, appointmentTypeId: string, changes: object = {}): object => {
    return { patientId, appointmentTypeId, earliest: practice.date(0), latest: practice.date(30), priority: 'routine', ...changes };
  };

  async function waiting(type: string, changes: object = {}, patientId?: string): Promise<string> {
    const answer = await desk.post('/wait-list', wish(patientId ?? (await practice.patient()), type, changes));
    expect(answer).toMatchObject({ status: 201, body: { status: 'waiting', allowedActions: ['cancel'] } });
    return answer.body['id'];
  }

  const entry = async (id: string): Promise<Body> => (await desk.get(`/wait-list/${id}`)).body;
  const answer = (offerId: string, how: 'accept' | 'decline', api = desk): Promise<Answer> => api.post(`/wait-list-offers/${offerId}/${how}`);
  const giveBack = (booked: Body): Promise<Answer> => practice.act(booked['id'], 'cancel', { reason: 'ill' });

  async function offerTo(id: string): Promise<Body> {
    await until(async () => (await entry(id))['offer'] !== undefined);
    return (await entry(id))['offer'];
  }

  /** As if the time of an offer had passed. */
  async function letPass({ appointmentId }: Body, limit = "now() - interval '1 second'"): Promise<void> {
    const { database } = practice.app;
    await database.query(`update scheduling.wait_list_offers set expires_at = ${limit} where appointment_id = $1`, [appointmentId]);
    await database.query(`update scheduling.bookings set held_until = ${limit} where appointment_id = $1`, [appointmentId]);
    await database.query(`update scheduling.appointments set hold_until = ${limit} where id = $1`, [appointmentId]);
  }

  const work = (queue: string): Promise<void> => practice.app.app.get(Queues).add(queue, [{ name: 'now', data: {} }]);

  it('offers a time that is given back by priority, then age, and to the next where it is declined', async () => {
    const { type, staffId, booked, start } = await clinic();
    const elsewhere = await waiting(type, { staffId: await practice.doctor(), priority: 'asap' });
    const otherDay = await waiting(type, { priority: 'asap', latest: practice.date(DAYS - 1) });
    const routine = await waiting(type);
    const younger = await waiting(type);
    const urgent = await waiting(type, { staffId, priority: 'urgent' });
    await giveBack(booked);
    const first = await offerTo(urgent);
    expect(await entry(urgent)).toMatchObject({ status: 'offered', allowedActions: ['accept', 'decline'], offer: { start, staffId } });
    const held = (await practice.admin.get(`/appointments/${first['appointmentId']}`)).body;
    expect(held).toMatchObject({ status: 'held', start, holdUntil: first['expiresAt'] });
    const minutes = Temporal.Now.instant().until(first['expiresAt']).total('minutes');
    expect(Math.round(minutes)).toBe(120);
    const messages = await practice.app.database.query(`select 1 from notifications.messages where key = $1`, [
      `wait-list-offer.${first['id']}`,
    ]);
    expect(messages).toHaveLength(1);
    expect((await answer(first['id'], 'decline')).body).toMatchObject({ status: 'waiting', allowedActions: ['cancel'] });
    const second = await offerTo(routine);
    expect(second).toMatchObject({ start });
    const accepted = await answer(second['id'], 'accept');
    expect(accepted).toMatchObject({ status: 200, body: { status: 'booked', appointmentId: second['appointmentId'], allowedActions: [] } });
    expect((await practice.admin.get(`/appointments/${second['appointmentId']}`)).body).toMatchObject({ status: 'booked' });
    expect(await answer(second['id'], 'accept')).toMatchObject({ status: 409, body: { code: 'invalid-transition', from: 'accepted' } });
    for (const id of [elsewhere, otherDay, younger, urgent]) expect(await entry(id)).toMatchObject({ status: 'waiting' });
  });

  it('passes an offer on that nobody answers, and refuses a late answer', async () => {
    const { type, booked, start } = await clinic();
    const [slow, next] = [await waiting(type), await waiting(type)];
    await giveBack(booked);
    const offer = await offerTo(slow);
    await letPass(offer);
    expect(await answer(offer['id'], 'accept')).toMatchObject({
      status: 409,
      body: { code: 'invalid-transition', from: 'open', reason: 'the offer has expired' },
    });
    await work('scheduling.appointments');
    expect(await offerTo(next)).toMatchObject({ start });
    expect(await entry(slow)).toMatchObject({ status: 'waiting' });
    expect((await answer(offer['id'], 'decline')).body).toMatchObject({ code: 'invalid-transition', from: 'expired' });
  });

  it('offers a time that was moved away from', async () => {
    const { type, booked, start } = await clinic();
    const id = await waiting(type);
    await practice.act(booked['id'], 'reschedule', { start: practice.at(DAYS + 40, '10:00') });
    expect(await offerTo(id)).toMatchObject({ start });
  });

  it('skips who is elsewhere at that time, and finds in its rounds what was given back before', async () => {
    const { type, booked, start } = await clinic();
    await giveBack(booked);
    const busy = await practice.patient();
    await practice.book({ patientId: busy, staffId: await practice.doctor(), appointmentTypeId: await practice.type(), start });
    const [first, second] = [await waiting(type, { priority: 'asap' }, busy), await waiting(type)];
    await work('scheduling.wait-list');
    expect(await offerTo(second)).toMatchObject({ start });
    expect(await entry(first)).toMatchObject({ status: 'waiting' });
  });

  it('follows the held appointment where that is confirmed by itself', async () => {
    const { type, booked } = await clinic();
    const id = await waiting(type);
    await giveBack(booked);
    const { appointmentId } = await offerTo(id);
    await practice.act(appointmentId, 'confirm');
    await until(async () => (await entry(id))['status'] === 'booked');
  });

  it('books once, however often and differently an offer is answered at the same time', async () => {
    const { type, booked } = await clinic();
    const id = await waiting(type);
    await giveBack(booked);
    const { id: offerId, appointmentId } = await offerTo(id);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => answer(offerId, at % 2 ? 'accept' : 'decline')));
    const [won, ...more] = answers.filter(({ status }) => status === 200);
    expect(more).toEqual([]);
    expect(answers.filter(({ status }) => status !== 200).every(({ status }) => status === 409 || status === 412)).toBe(true);
    const { status } = (await practice.admin.get(`/appointments/${appointmentId}`)).body;
    expect(status).toBe(won!.body['status'] === 'booked' ? 'booked' : 'cancelled');
  });

  it('books or lapses, never both, where the answer meets the limit', async () => {
    for (let round = 0; round < 4; round++) {
      const { type, booked } = await clinic();
      const id = await waiting(type);
      await giveBack(booked);
      const offer = await offerTo(id);
      await letPass(offer, "now() + interval '60 milliseconds'");
      const [, accepted] = await Promise.all([
        (async () => {
          for (let at = 0; at < 5; at++) await work('scheduling.appointments');
        })(),
        answer(offer['id'], 'accept'),
      ]);
      const wanted = accepted.status === 200 ? 'booked' : 'waiting';
      await work('scheduling.appointments');
      await until(async () => (await entry(id))['status'] === wanted);
      const appointment = (await practice.admin.get(`/appointments/${offer['appointmentId']}`)).body;
      await until(async () => {
        await work('scheduling.appointments');
        const { status } = (await practice.admin.get(`/appointments/${appointment['id']}`)).body;
        return status === (accepted.status === 200 ? 'booked' : 'expired');
      });
    }
  });

  it('refuses what makes no sense', async () => {
    const { type } = await clinic();
    const patientId = await practice.patient();
    const put = (changes: object): Promise<Answer> => desk.post('/wait-list', wish(patientId, type, changes));
    const code = async (changes: object): Promise<string> => (await put(changes)).body['code'];
    expect(await code({ earliest: practice.date(5), latest: practice.date(4) })).toBe('invalid-date-range');
    expect(await code({ earliest: practice.date(-5), latest: practice.date(-2) })).toBe('invalid-date-range');
    expect(await put({ priority: 'soon' })).toMatchObject({ status: 400 });
    expect(await put({ weekdays: [8] })).toMatchObject({ status: 400 });
    for (const absent of [{ patientId: ABSENT }, { appointmentTypeId: ABSENT }, { staffId: ABSENT }]) {
      expect(await put(absent)).toMatchObject({ status: 404, body: { code: 'not-found' } });
    }
    const id = await waiting(type, {}, patientId);
    expect(await put({})).toMatchObject({ status: 409, body: { code: 'already-waiting' } });
    await practice.app.database.query('update patients.patients set deceased_on = current_date where id = $1', [patientId]);
    expect(await code({ staffId: await practice.doctor() })).toBe('patient-deceased');
    expect((await desk.post(`/wait-list/${id}/cancel`, {})).body).toMatchObject({ status: 'cancelled' });
    expect(await desk.post(`/wait-list/${id}/cancel`, {})).toMatchObject({ status: 409, body: { code: 'invalid-transition' } });
    expect((await desk.get(`/wait-list/${ABSENT}`)).status).toBe(404);
    expect((await answer(ABSENT, 'accept')).status).toBe(404);
  });

  it('is entered, seen and answered by patients for themselves alone', async () => {
    const { type, booked } = await clinic();
    const [own, other] = [await practice.patient(), await practice.patient()];
    const patient = await practice.app.as('patient', { patientId: own });
    const stranger = await practice.app.as('patient', { patientId: other });
    expect((await patient.post('/wait-list', wish(other, type))).status).toBe(404);
    for (const priority of ['asap', 'urgent']) {
      const refused = await patient.post('/wait-list', wish(own, type, { priority }));
      expect(refused).toMatchObject({ status: 422, body: { code: 'priority-of-staff' } });
    }
    const { body } = await patient.post('/wait-list', wish(own, type));
    expect(body).toMatchObject({ patientId: own, priority: 'routine', allowedActions: ['cancel'] });
    await waiting(type);
    await giveBack(booked);
    const { id: offerId } = await offerTo(body['id']);
    expect((await patient.get('/wait-list')).body['items']).toMatchObject([{ id: body['id'], status: 'offered' }]);
    expect((await stranger.get('/wait-list')).body['items']).toEqual([]);
    expect((await stranger.get(`/wait-list/${body['id']}`)).status).toBe(404);
    expect((await answer(offerId, 'accept', stranger)).status).toBe(404);
    expect((await patient.get('/wait-list/figures')).status).toBe(403);
    expect((await answer(offerId, 'accept', patient)).body).toMatchObject({ status: 'booked' });
  });

  it('tells in figures who waits and what became of the offers', async () => {
    const away = await Practice.open(undefined, practice.app);
    const { body } = await desk.get(`/wait-list/figures?facilityId=${away.facilityId}`);
    expect(body['items']).toMatchObject(['asap', 'urgent', 'routine'].map((priority) => ({ priority, open: 0, offersMade: 0 })));
    const here = (await desk.get('/wait-list/figures')).body['items'];
    const routine = here.find(({ priority }: { priority: string }) => priority === 'routine');
    expect(routine.offersMade).toBeGreaterThan(routine.offersAccepted);
    expect(routine.offersAccepted).toBe(routine.booked);
    expect(routine).toMatchObject({ medianMinutesToBooking: 0, offersDeclined: expect.any(Number), longestMinutesWaiting: 0 });
  });
});
