import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Api } from '../../harness/api.js';
import { startTestApp } from '../../harness/app.js';
import { until } from '../../harness/until.js';
import { Practice } from './practice.js';

type Item = Answer['body'];

describe('a room or a piece of equipment out of service', () => {
  let practice: Practice;
  let desk: Api;

  beforeAll(async () => {
    practice = await Practice.open(undefined, await startTestApp({ work: true }));
    desk = await practice.app.as('receptionist', { facilityId: practice.facilityId });
  });

  afterAll(() => practice.close());

  /** A facility of its own, since any room of a kind will do: a type that needs a room, and somebody who is always there. */
  async function clinic(): Promise<{ at: Practice; typeId: string; staffId: string; roomId: string }> {
    const at = await Practice.open(undefined, practice.app);
    const typeId = await at.type({ requiredResourceKinds: ['room'], bufferAfterMinutes: 15 });
    return { at, typeId, staffId: await at.doctor(), roomId: await at.room() };
  }

  type Clinic = Awaited<ReturnType<typeof clinic>>;

  function out({ at, roomId }: Clinic, from: string, to?: string, days = 10): Promise<Answer> {
    const end = to === undefined ? {} : { end: at.at(days, to) };
    return practice.admin.post('/resource-outages', { resourceId: roomId, start: at.at(days, from), ...end, reason: 'Water damage' });
  }

  async function book({ at, typeId, staffId }: Clinic, time: string, changes: object = {}): Promise<Answer> {
    return at.book({ patientId: await at.patient(), staffId, appointmentTypeId: typeId, start: at.at(10, time), ...changes });
  }

  const worklist = (id: string): Promise<Answer> => practice.admin.get(`/displaced-appointments/${id}`);
  const isDisplaced = async (id: string): Promise<boolean> => (await worklist(id)).status === 200;
  const isGone = async (id: string): Promise<boolean> => (await worklist(id)).status === 404;
  const end = (outage: Item, headers?: Record<string, string>): Promise<Answer> =>
    practice.admin.post(`/resource-outages/${outage['id']}/end`, {}, headers);

  async function slotsOf({ at, typeId }: Clinic): Promise<string[]> {
    const { body } = await practice.admin.get(`/slots?appointmentTypeId=${typeId}&from=${at.date(10)}&to=${at.date(10)}`);
    return body['items'].map(({ start }: Item) => start);
  }

  it('is neither offered nor booked in that time, buffers included, and is again afterwards', async () => {
    const one = await clinic();
    const { at } = one;
    expect(await slotsOf(one)).toContain(at.at(10, '10:00'));
    const { status, body: outage } = await out(one, '10:00', '12:00');
    expect(status).toBe(201);
    const state = { status: 'planned', allowedActions: ['end'], version: 1 };
    expect(outage).toMatchObject({ facilityId: at.facilityId, reason: 'Water damage', ...state });

    const open = await slotsOf(one);
    for (const closed of ['09:30', '10:00', '11:30']) expect(open).not.toContain(at.at(10, closed));
    for (const free of ['09:00', '12:00']) expect(open).toContain(at.at(10, free));
    expect(await book(one, '11:00')).toMatchObject({ status: 409, body: { code: 'slot-taken', resourceKind: 'room' } });
    expect((await book(one, '11:00', { resourceIds: [one.roomId] })).body['code']).toBe('slot-taken');
    expect((await book(one, '09:30')).body['code']).toBe('slot-taken');
    expect((await book(one, '12:00')).status).toBe(201);

    expect((await end(outage)).body).toMatchObject({ status: 'over', end: outage['start'], allowedActions: [], version: 2 });
    expect((await book(one, '11:00')).status).toBe(201);
  });

  it('puts appointments that have it on the worklist, with another room then as the first way out', async () => {
    const one = await clinic();
    const { at } = one;
    const [inside, buffer, outside] = [await book(one, '10:00'), await book(one, '09:00'), await book(one, '13:00')];
    const spare = await at.room({ name: 'Room 2' });
    const { body: outage } = await out(one, '09:40', '12:00');
    await until(() => isDisplaced(inside.body['id']));
    await until(() => isDisplaced(buffer.body['id']));

    expect((await worklist(inside.body['id'])).body['grounds']).toMatchObject([
      { ground: 'resource', decision: 'open', resourceOutageId: outage['id'] },
    ]);
    expect(await isGone(outside.body['id'])).toBe(true);
    expect((await practice.admin.get(`/displaced-appointments?ground=resource&facilityId=${at.facilityId}`)).body['items']).toHaveLength(2);
    const [first] = (await practice.admin.get(`/displaced-appointments/${inside.body['id']}/alternatives`)).body['items'];
    expect(first).toMatchObject({ kind: 'same-practitioner', start: inside.body['start'], staffId: one.staffId, resourceIds: [spare] });

    const moved = await at.act(inside.body['id'], 'reschedule', { start: first.start, resourceIds: first.resourceIds });
    expect(moved.body).toMatchObject({ start: inside.body['start'], resourceIds: [spare] });
    await until(() => isGone(inside.body['id']));
    expect(await isDisplaced(buffer.body['id'])).toBe(true);
  });

  it('is back in service before its time, and what it displaced stands again', async () => {
    const one = await clinic();
    const { body: booked } = await book(one, '10:00');
    const { body: outage } = await practice.admin.post('/resource-outages', {
      ...{ resourceId: one.roomId, start: one.at.at(0, '00:00'), reason: 'Until the plumber comes' },
    });
    expect(outage).toMatchObject({ status: 'in-force' });
    expect(outage).not.toHaveProperty('end');
    await until(() => isDisplaced(booked['id']));
    expect((await book(one, '15:00')).body['code']).toBe('slot-taken');

    const ended = await end(outage, { 'if-match': '"1"' });
    expect(ended).toMatchObject({ status: 200, body: { status: 'over', endedBy: practice.admin.userId, version: 2 } });
    expect(ended.body['end']).toBe(ended.body['endedAt']);
    await until(() => isGone(booked['id']));
    expect((await book(one, '15:00')).status).toBe(201);
    expect((await end(outage)).body['code']).toBe('invalid-transition');
  });

  it('counts although an override books it all the same', async () => {
    const one = await clinic();
    await out(one, '10:00', '12:00');
    const forced = await book(one, '10:30', { override: { reason: 'Agreed with the porter' } });
    expect(forced).toMatchObject({ status: 201, body: { resourceIds: [one.roomId] } });
    await until(() => isDisplaced(forced.body['id']));
    expect((await worklist(forced.body['id'])).body['grounds']).toMatchObject([{ ground: 'resource' }]);
  });

  it('is declared, seen and ended by who may at the facility, once for a time', async () => {
    const resourceId = await practice.room();
    const body = { resourceId, start: practice.at(5, '08:00'), end: practice.at(5, '12:00'), reason: 'Paint' };
    const made = await desk.post('/resource-outages', body);
    expect(made.status).toBe(201);
    expect((await desk.get(made.headers.get('location')!.replace('/api/v1', ''))).body).toEqual(made.body);
    const again = await desk.post('/resource-outages', { ...body, start: practice.at(5, '11:00'), end: practice.at(5, '13:00') });
    expect(again).toMatchObject({ status: 409, body: { code: 'outage-overlap' } });
    expect((await desk.post('/resource-outages', { ...body, end: body.start })).body['code']).toBe('invalid-period');
    expect((await desk.post('/resource-outages', { ...body, start: body.end, end: undefined })).status).toBe(201);
    expect((await desk.post('/resource-outages', { ...body, reason: '' })).status).toBe(400);

    const list = async (query: string): Promise<Item[]> =>
      (await desk.get(`/resource-outages?resourceId=${resourceId}${query}`)).body['items'];
    expect((await list('')).map(({ start }) => start)).toEqual([body.start, body.end]);
    expect(await list('&status=over')).toEqual([]);
    expect(await list('&status=planned')).toHaveLength(2);
    const first = (await desk.get(`/resource-outages?resourceId=${resourceId}&limit=1`)).body;
    expect(await list(`&limit=1&cursor=${first['nextCursor']}`)).toMatchObject([{ start: body.end }]);

    const elsewhere = await Practice.open(undefined, practice.app);
    const stranger = await practice.app.as('nurse', { facilityId: elsewhere.facilityId });
    const later = { ...body, start: practice.at(8, '08:00'), end: practice.at(8, '09:00') };
    expect((await stranger.post('/resource-outages', later)).body['code']).toBe('not-found');
    expect((await stranger.get(`/resource-outages/${made.body['id']}`)).body['code']).toBe('not-found');
    expect((await stranger.post(`/resource-outages/${made.body['id']}/end`)).body['code']).toBe('not-found');
    expect((await stranger.get('/resource-outages')).body['items']).toEqual([]);
    const hr = await practice.app.as('hr-manager');
    expect((await hr.post('/resource-outages', body)).status).toBe(403);
  });

  it('is declared once where many do so at the same moment, and ended once', async () => {
    const one = await clinic();
    const answers = await Promise.all(Array.from({ length: 8 }, () => out(one, '08:00', '12:00')));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(7).fill(409)]);
    const { body } = answers.find(({ status }) => status === 201)!;
    const ends = await Promise.all(Array.from({ length: 8 }, () => end(body)));
    expect(ends.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(7).fill(409)]);
  });

  it('never has an appointment in that time that is not on the worklist, whoever was first', async () => {
    const one = await clinic();
    const rooms = [one.roomId, await one.at.room(), await one.at.room()];
    const staff = await Promise.all(rooms.map(() => one.at.doctor()));
    const times = ['08:00', '09:00', '10:00', '11:00', '12:00', '13:00'];
    const bookings = staff.flatMap((staffId) => times.map((time) => book(one, time, { staffId })));
    const [two, three] = [rooms[1]!, rooms[2]!].map((roomId) => ({ ...one, roomId }));
    const outages = [out(one, '08:00', '11:00'), out(two!, '10:00'), out(three!, '07:00', '23:00')];
    const [ended] = await Promise.all([outages[2]!.then(({ body }) => end(body)), ...bookings]);
    expect(ended.status).toBe(200);
    expect((await Promise.all(outages)).map(({ status }) => status)).toEqual([201, 201, 201]);
    expect((await Promise.all(bookings)).map(({ status }) => status).filter((status) => status !== 201 && status !== 409)).toEqual([]);

    await until(async () => (await differences(one)) === 0);
  });

  /** Appointments in an outage that are not listed for it, and those that are listed for nothing. */
  async function differences({ at }: Clinic): Promise<number> {
    const [row] = await at.app.database.query<{ count: string }>(
      `with lost as (
         select a.id, o.id::text as subject from scheduling.appointments a join scheduling.bookings b on b.appointment_id = a.id and b.blocking
           join scheduling.resource_outages o on o.resource_id = b.thing_id and tstzrange(o.start_at, o.end_at) && b.period
         where a.facility_id = $1 and a.status = 'booked'
       ), listed as (
         select appointment_id as id, subject from scheduling.displacements where facility_id = $1 and status = 'open' and ground = 'resource'
       ), pending as (select 1 from platform.outbox where sent_at is null union all select 1 from platform.deliveries where done_at is null)
       select (select count(*) from lost full join listed using (id, subject) where lost is null or listed is null)
         + (select count(*) from pending) as count`,
      [at.facilityId],
    );
    return Number(row!.count);
  }
});
