import { randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../../harness/api.js';
import { startTestApp } from '../../harness/app.js';
import { until } from '../../harness/until.js';
import { Practice } from '../scheduling/practice.js';

describe('the end of an employment', () => {
  let practice: Practice;
  let appointmentTypeId: string;

  beforeAll(async () => {
    practice = await Practice.open('Europe/Dublin', await startTestApp({ work: true }));
    appointmentTypeId = await practice.type();
  });

  afterAll(() => practice.close());

  const end = (staffId: string, body: object): Promise<Answer> => practice.admin.post(`/staff/${staffId}/end-employment`, body);
  const lastDay = (): string => practice.date(2);

  async function shift(staffId: string, day: number, from = '08:00', to = '16:00'): Promise<string> {
    const times = { start: practice.at(day, from), end: practice.at(day, to) };
    const { status, body } = await practice.admin.post('/shifts', { staffId, departmentId: practice.departmentId, ...times, kind: 'day' });
    expect(status).toBe(201);
    return body['id'] as string;
  }

  async function booked(staffId: string, day: number): Promise<string> {
    const start = practice.at(day, '10:00');
    const { status, body } = await practice.book({ patientId: await practice.patient(), staffId, appointmentTypeId, start });
    expect(status).toBe(201);
    return body['id'] as string;
  }

  const staffOf = async (path: string): Promise<string> => (await practice.admin.get(path)).body['staffId'];

  it('is recorded where nothing hangs on the person after it', async () => {
    const staffId = await practice.doctor();
    await shift(staffId, 1);
    await booked(staffId, 2);
    const answer = await end(staffId, { lastDay: lastDay() });
    expect([answer.status, answer.body['employmentEnd']]).toEqual([200, lastDay()]);
    expect((await end(staffId, { lastDay: '2019-12-31', successorId: await practice.doctor() })).body['code']).toBe('invalid-employment');
  });

  it('is refused while shifts, appointments or a department hang on the person, however it is said', async () => {
    const staffId = await practice.doctor();
    await shift(staffId, 3);
    await booked(staffId, 4);
    await booked(staffId, 5);
    const path = `/departments/${practice.departmentId}`;
    const department = (await practice.admin.get(path)).body;
    await practice.admin.patch(path, { headId: staffId }, department['version']);
    const refused = await end(staffId, { lastDay: lastDay() });
    expect([refused.status, refused.body['code']]).toEqual([409, 'staff-has-commitments']);
    expect(refused.body['commitments']).toEqual([
      { kind: 'shifts', count: 1 },
      { kind: 'departments', count: 1 },
      { kind: 'appointments', count: 2 },
    ]);
    const { version } = (await practice.admin.get(`/staff/${staffId}`)).body;
    expect((await practice.admin.patch(`/staff/${staffId}`, { employmentEnd: lastDay() }, version)).body['code']).toBe('staff-has-commitments');
    expect((await practice.admin.get(`/staff/${staffId}`)).body['employmentEnd']).toBeUndefined();
  });

  it('hands shifts, departments and appointments over to whoever takes over', async () => {
    const [staffId, successorId] = [await practice.doctor(), await practice.doctor()];
    const shiftId = await shift(staffId, 3);
    const kept = await shift(staffId, 1);
    const [one, busy] = [await booked(staffId, 4), await booked(staffId, 5)];
    await booked(successorId, 5);
    const answer = await end(staffId, { lastDay: lastDay(), successorId });
    expect([answer.status, answer.body['employmentEnd']]).toEqual([200, lastDay()]);
    expect([await staffOf(`/shifts/${shiftId}`), await staffOf(`/shifts/${kept}`)]).toEqual([successorId, staffId]);
    await until(async () => (await staffOf(`/appointments/${one}`)) === successorId);
    const displaced = async (): Promise<object[]> => (await practice.admin.get(`/displaced-appointments?staffId=${staffId}`)).body['items'];
    await until(async () => (await displaced()).length === 1);
    expect(await displaced()).toMatchObject([{ appointmentId: busy, grounds: [{ ground: 'employment' }] }]);
  });

  it('is refused where the successor may not have the shifts', async () => {
    const [staffId, successorId] = [await practice.doctor(), await practice.doctor()];
    await shift(staffId, 3);
    await shift(successorId, 3, '17:00', '20:00');
    const refused = await end(staffId, { lastDay: lastDay(), successorId });
    expect([refused.status, refused.body['code']]).toEqual([422, 'shift-rules-broken']);
    await shift(staffId, 4);
    await shift(successorId, 4, '12:00', '20:00');
    expect((await end(staffId, { lastDay: lastDay(), successorId })).body['code']).toBe('shift-overlap');
    expect((await end(staffId, { lastDay: lastDay(), successorId: staffId })).body['code']).toBe('invalid-successor');
    expect((await end(staffId, { lastDay: lastDay(), successorId: randomUUIDv7() })).body['code']).toBe('not-found');
    const version = '"7"';
    const stale = await practice.admin.post(`/staff/${staffId}/end-employment`, { lastDay: lastDay() }, { 'if-match': version });
    expect(stale.body['code']).toBe('stale-version');
  });

  it('and a shift that is given meanwhile do not miss each other', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => practice.doctor()));
    for (const staffId of people) {
      const times = { start: practice.at(3, '08:00'), end: practice.at(3, '16:00') };
      const [ended, planned] = await Promise.all([
        end(staffId, { lastDay: lastDay() }),
        practice.admin.post('/shifts', { staffId, departmentId: practice.departmentId, ...times, kind: 'day' }),
      ]);
      expect([[200, 422], [409, 201]]).toContainEqual([ended.status, planned.status]);
    }
  });
});
