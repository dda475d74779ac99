import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Api } from '../../harness/api.js';
import { startTestApp } from '../../harness/app.js';
import { until } from '../../harness/until.js';
import { Practice } from './practice.js';

type Item = Answer['body'];

describe('the impact of a leave', () => {
  let practice: Practice;
  let hr: Api;
  let type: string;

  beforeAll(async () => {
    practice = await Practice.open(undefined, await startTestApp({ work: true }));
    hr = await practice.app.as('hr-manager');
    type = await practice.type();
  });

  afterAll(() => practice.close());

  async function booked(staffId: string, start: string, changes: object = {}): Promise<Item> {
    const answer = await practice.book({ patientId: await practice.patient(), staffId, appointmentTypeId: type, start, ...changes });
    expect(answer.status).toBe(201);
    return answer.body;
  }

  async function request(staffId: string, from: number, to = from): Promise<string> {
    const days = { from: practice.date(from), to: practice.date(to) };
    return (await hr.post('/leave-requests', { staffId, ...days, kind: 'annual' })).body['id'] as string;
  }

  const resolve = (id: string, items: object[], api = practice.admin): Promise<Answer> =>
    api.post(`/leave-requests/${id}/impact/resolve`, { items });

  const affected = async (id: string): Promise<Item[]> => (await practice.admin.get(`/leave-requests/${id}/impact`)).body['appointments'];

  it('is foretold, answered with the approval, and resolved by first choices that fit together', async () => {
    const [absent] = [await practice.doctor(), await practice.doctor()];
    const start = ['09:00', '09:30', '10:00', '10:30'];
    const appointments = await Promise.all(start.map((time) => booked(absent, practice.at(10, time))));
    const id = await request(absent, 10, 12);
    const foretold = await affected(id);
    const approved = await hr.post(`/leave-requests/${id}/approve`);
    expect(approved.body['impact']['appointments']).toEqual(foretold);
    expect(foretold.map(({ appointmentId }) => appointmentId)).toEqual(appointments.map((each) => each['id']));
    expect(foretold.every(({ alternatives }) => alternatives.length === 3)).toBe(true);
    expect(Object.keys(foretold[0]!)).not.toContain('patientId');

    const desk = await practice.app.as('receptionist');
    const choices = foretold.slice(0, 3).map(({ appointmentId, alternatives: [choice] }) => {
      const { start: at, staffId, resourceIds } = choice;
      return { appointmentId, start: at, staffId, resourceIds };
    });
    const items = [...choices, { appointmentId: foretold[3]!['appointmentId'], cancel: { reason: 'The doctor is away' } }];
    const resolved = await resolve(id, items, desk);
    expect(resolved.status).toBe(200);
    expect(resolved.body['items'].map(({ status, version }: Item) => [status, version])).toEqual([
      ...Array(3).fill(['booked', 2]),
      ['cancelled', 2],
    ]);
    expect(await affected(id)).toEqual([]);
    for (const { appointmentId, start: at, staffId } of choices) {
      expect((await practice.admin.get(`/appointments/${appointmentId}`)).body).toMatchObject({ start: at, staffId, version: 2 });
    }
  });

  it('tells the patients at once', async () => {
    const absent = await practice.doctor();
    const [moved, cancelled] = [await booked(absent, practice.at(20, '09:00')), await booked(absent, practice.at(20, '10:00'))];
    const id = await request(absent, 20);
    await hr.post(`/leave-requests/${id}/approve`);
    const items = [
      { appointmentId: moved['id'], start: practice.at(21, '09:00') },
      { appointmentId: cancelled['id'], cancel: { reason: 'The doctor is away' } },
    ];
    expect((await resolve(id, items)).status).toBe(200);
    const notices = async (appointmentId: string): Promise<Item[]> =>
      (await practice.admin.get(`/appointments/${appointmentId}/reminders`)).body['items'].filter(({ purpose }: Item) => purpose !== 'reminder');
    await until(async () => (await notices(moved['id'])).length === 1 && (await notices(cancelled['id'])).length === 1);
    expect(await notices(moved['id'])).toMatchObject([{ purpose: 'moved', appointmentVersion: 2, channel: 'email', before: 0 }]);
    expect(await notices(cancelled['id'])).toMatchObject([{ purpose: 'cancelled', channel: 'email' }]);
  });

  it('lets two patients change places and is all or nothing', async () => {
    const [absent, colleague] = [await practice.doctor(), await practice.doctor()];
    const room = await practice.room();
    const needing = await practice.type({ requiredResourceKinds: ['room'] });
    const [one, other] = [
      await booked(absent, practice.at(30, '09:00'), { appointmentTypeId: needing }),
      await booked(absent, practice.at(30, '09:30'), { appointmentTypeId: needing }),
    ];
    const taken = await booked(colleague, practice.at(30, '11:00'));
    const id = await request(absent, 30);
    await hr.post(`/leave-requests/${id}/approve`);
    const swap = (end: string): object[] => [
      { appointmentId: one['id'], start: practice.at(30, '09:30'), staffId: colleague, resourceIds: [room] },
      { appointmentId: other['id'], start: end, staffId: colleague, resourceIds: [room] },
    ];
    const refused = await resolve(id, swap(taken['start']));
    expect(refused.body).toMatchObject({ status: 409, code: 'slot-taken', errors: [{ pointer: '/items/1' }] });
    expect((await practice.admin.get(`/appointments/${one['id']}`)).body).toMatchObject({ start: one['start'], staffId: absent, version: 1 });
    expect((await resolve(id, swap(practice.at(30, '09:00')))).status).toBe(200);
    const rows = await practice.app.database.query(
      `select thing_id from scheduling.bookings where blocking and appointment_id = any($1) and kind = 'practitioner'`,
      [[one['id'], other['id']]],
    );
    expect(rows).toEqual([{ thing_id: colleague }, { thing_id: colleague }]);
  });

  it('is resolved for affected appointments of an approved leave only', async () => {
    const [absent, colleague] = [await practice.doctor(), await practice.doctor()];
    const [inside, outside] = [await booked(absent, practice.at(40, '09:00')), await booked(absent, practice.at(41, '09:00'))];
    const id = await request(absent, 40);
    const move = { start: practice.at(42, '09:00'), staffId: colleague };
    expect((await resolve(id, [{ appointmentId: inside['id'], ...move }])).body['code']).toBe('leave-not-approved');
    await hr.post(`/leave-requests/${id}/approve`);
    const items = [{ appointmentId: inside['id'], ...move }, { appointmentId: outside['id'], ...move }];
    expect((await resolve(id, items)).body).toMatchObject({
      code: 'not-affected',
      errors: [{ pointer: '/items/1/appointmentId' }],
    });
    expect((await resolve(id, [items[0]!, items[0]!])).body['code']).toBe('not-affected');
    expect((await resolve(id, [{ appointmentId: inside['id'] }])).body['code']).toBe('malformed-request');
    const back = await resolve(id, [{ appointmentId: inside['id'], start: practice.at(40, '12:00') }]);
    expect(back.body).toMatchObject({ code: 'outside-availability', errors: [{ pointer: '/items/0' }] });
    const elsewhere = await Practice.open(undefined, practice.app);
    const stranger = await practice.app.as('receptionist', { facilityId: elsewhere.facilityId });
    expect((await resolve(id, [items[0]!], stranger)).body['code']).toBe('not-found');
    expect((await stranger.get(`/leave-requests/${id}/impact`)).body['code']).toBe('not-found');
    await hr.post(`/leave-requests/${id}/cancel`);
    expect(await affected(id)).toEqual([]);
  });

  it('does not miss a booking that looked before the approval and comes in after everybody was looked at', async () => {
    const { database } = practice.app;
    const [absent, patientId] = [await practice.doctor(), await practice.patient()];
    const id = await request(absent, 45);
    const holder = new pg.Client({ connectionString: database.url });
    await holder.connect();
    await holder.query('begin; lock table scheduling.appointments in share mode');
    const booking = practice.book({ patientId, staffId: absent, appointmentTypeId: type, start: practice.at(45, '09:00') });
    const waiting = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and query ~ 'insert into scheduling.appointments'`;
    await until(async () => (await database.query(waiting)).length > 0);
    expect((await hr.post(`/leave-requests/${id}/approve`)).body['impact']['appointments']).toEqual([]);
    const reviewed = `select 1 from platform.deliveries d join platform.outbox o on o.id = d.event_id
      where o.type = 'staffing.leave-approved.v1' and o.payload ->> 'leaveRequestId' = $1 and d.subscriber = 'scheduling.review-grounds'
        and d.done_at is not null`;
    await until(async () => (await database.query(reviewed, [id])).length > 0);
    await holder.query('commit');
    await holder.end();
    const { status, body } = await booking;
    expect(status).toBe(201);
    await until(async () => (await practice.admin.get(`/displaced-appointments/${body['id']}`)).status === 200);
    expect(await affected(id)).toMatchObject([{ appointmentId: body['id'] }]);
  });

  it('misses no booking that races the approval: it is refused, or on the worklist', async () => {
    for (let round = 0; round < 3; round++) {
      const [absent, patients] = [await practice.doctor({ capacity: 4 }), await practice.patients(30)];
      const id = await request(absent, 50);
      const bookings = patients.map((patientId, index) =>
        practice.book({ patientId, staffId: absent, appointmentTypeId: type, start: practice.at(50, `${10 + (index % 8)}:00`) }),
      );
      const [approved, ...answers] = await Promise.all([hr.post(`/leave-requests/${id}/approve`), ...bookings]);
      expect(approved.status).toBe(200);
      const made = answers.filter(({ status }) => status === 201).map(({ body }) => body['id'] as string);
      const listed = async (): Promise<string[]> => {
        const { items } = (await practice.admin.get(`/displaced-appointments?staffId=${absent}&limit=200`)).body;
        return items.map(({ appointmentId }: Item) => appointmentId);
      };
      await until(async () => (await listed()).length === made.length);
      expect((await listed()).sort()).toEqual(made.sort());
      const refused = answers.filter(({ status }) => status !== 201).map(({ body }) => body['code']);
      expect(refused.filter((code) => code !== 'outside-availability')).toEqual([]);
    }
  });
});
