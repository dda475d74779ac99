import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../../harness/api.js';
import { until } from '../../harness/until.js';
import { startTestApp } from '../../harness/app.js';
import { Practice } from './practice.js';

describe('booking where a roster is asked for', () => {
  let practice: Practice;
  let appointmentTypeId: string;

  beforeAll(async () => {
    practice = await Practice.open('Europe/Dublin', await startTestApp({ work: true }));
    appointmentTypeId = await practice.type({ durationMinutes: 60 });
    await require(true);
  });

  afterAll(() => practice.close());

  async function require(rosteringRequired: boolean | null): Promise<void> {
    const path = `/departments/${practice.departmentId}`;
    const { body } = await practice.admin.get(path);
    expect((await practice.admin.patch(path, { rosteringRequired }, body['version'])).status).toBe(200);
  }

  const slots = async (staffId: string, day: number): Promise<string[]> => {
    const date = practice.date(day);
    const { body } = await practice.admin.get(`/slots?appointmentTypeId=${appointmentTypeId}&staffId=${staffId}&from=${date}&to=${date}`);
    return body['items'].map(({ start }: { start: string }) => start);
  };

  const shift = async (staffId: string, day: number, from: string, to: string, changes: object = {}): Promise<Answer['body']> => {
    const body = { staffId, departmentId: practice.departmentId, start: practice.at(day, from), end: practice.at(day, to), kind: 'day' };
    const answer = await practice.admin.post('/shifts', { ...body, ...changes });
    expect(answer.status).toBe(201);
    return answer.body;
  };

  it('offers availability within published shifts alone', async () => {
    const staffId = await practice.doctor({ rules: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '08:00', to: '12:00' })) });
    expect(await slots(staffId, 3)).toEqual([]);
    await shift(staffId, 3, '09:00', '11:00');
    await shift(staffId, 3, '11:00', '20:00', { kind: 'on-call' });
    expect(await slots(staffId, 3)).toEqual([practice.at(3, '09:00'), practice.at(3, '10:00')]);
    const patientId = await practice.patient();
    const book = (time: string): Promise<Answer> => practice.book({ patientId, staffId, appointmentTypeId, start: practice.at(3, time) });
    expect((await book('10:30')).body['code']).toBe('outside-availability');
    expect((await book('10:00')).status).toBe(201);
    await require(null);
    expect(await slots(staffId, 4)).toHaveLength(4);
    expect((await book('11:00')).status).toBe(201);
    await require(true);
  });

  it('follows the facility where its department says nothing', async () => {
    const staffId = await practice.doctor();
    const configure = async (rosteringRequired: boolean | null): Promise<void> => {
      const { version } = (await practice.admin.get(`/facilities/${practice.facilityId}`)).body;
      const path = `/facilities/${practice.facilityId}/settings`;
      expect((await practice.admin.patch(path, { scheduling: { rosteringRequired } }, version)).status).toBe(200);
    };
    await require(null);
    await configure(true);
    expect(await slots(staffId, 4)).toEqual([]);
    await require(false);
    expect(await slots(staffId, 4)).toHaveLength(24);
    await configure(null);
    await require(true);
    expect(await slots(staffId, 4)).toEqual([]);
  });

  it('knows no drafts', async () => {
    const staffId = await practice.doctor();
    const today = Temporal.Now.plainDateISO(practice.timeZone);
    const from = today.add({ days: 8 - today.dayOfWeek });
    const roster = await practice.admin.post('/rosters', { departmentId: practice.departmentId, span: 'week', from: from.toString() });
    const day = today.until(from).days;
    await shift(staffId, day, '09:00', '11:00', { rosterId: roster.body['id'] });
    expect(await slots(staffId, day)).toEqual([]);
    await practice.admin.post(`/rosters/${roster.body['id']}/publish`);
    expect(await slots(staffId, day)).toHaveLength(2);
  });

  it('puts appointments on the worklist whose shift is gone', async () => {
    const staffId = await practice.doctor();
    const { id } = await shift(staffId, 3, '09:00', '12:00');
    const patientId = await practice.patient();
    const { body } = await practice.book({ patientId, staffId, appointmentTypeId, start: practice.at(3, '09:00') });
    expect(body['status']).toBe('booked');
    await practice.admin.post(`/shifts/${id}/cancel`, { reason: 'ill' });
    const displaced = async (): Promise<object[]> => (await practice.admin.get(`/displaced-appointments?staffId=${staffId}`)).body['items'];
    await until(async () => (await displaced()).length > 0);
    expect(await displaced()).toMatchObject([{ appointmentId: body['id'], grounds: [{ ground: 'availability' }] }]);
  });
});
