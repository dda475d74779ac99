import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Api } from '../../harness/api.js';
import { startTestApp } from '../../harness/app.js';
import { until } from '../../harness/until.js';
import { Practice } from '../scheduling/practice.js';

interface Halves {
  fromHalf?: 'am' | 'pm';
  toHalf?: 'am' | 'pm';
}

const DAY = 30;

describe('leave of half a day', () => {
  let practice: Practice;
  let hr: Api;
  let typeId: string;

  beforeAll(async () => {
    practice = await Practice.open('Europe/Berlin', await startTestApp({ work: true }));
    hr = await practice.app.as('hr-manager');
    typeId = await practice.type();
  });

  afterAll(() => practice.close());

  async function requested(staffId: string, halves: Halves, from = practice.date(DAY), to = from): Promise<string> {
    const { status, body } = await hr.post('/leave-requests', { staffId, from, to, kind: 'annual', ...halves });
    expect(status).toBe(201);
    return body['id'];
  }

  const approve = (id: string): Promise<Answer> => hr.post(`/leave-requests/${id}/approve`);

  async function slots(staffId: string, day: number): Promise<string[]> {
    const date = practice.date(day);
    const { body } = await practice.admin.get(`/slots?appointmentTypeId=${typeId}&staffId=${staffId}&from=${date}&to=${date}`);
    return body['items'].map(({ start }: { start: string }) => start);
  }

  async function book(staffId: string, time: string, day = DAY): Promise<Answer> {
    return practice.book({ patientId: await practice.patient(), staffId, appointmentTypeId: typeId, start: practice.at(day, time) });
  }

  const isDisplaced = async (id: string): Promise<boolean> => (await practice.admin.get(`/displaced-appointments/${id}`)).status === 200;

  it('is whole days unless it says otherwise', async () => {
    const staffId = await practice.doctor();
    const id = await requested(staffId, {});
    expect((await hr.get(`/leave-requests/${id}`)).body).toMatchObject({ fromHalf: 'am', toHalf: 'pm' });
    const days = { from: practice.date(DAY), to: practice.date(DAY), kind: 'annual' };
    const nothing = await hr.post('/leave-requests', { staffId, ...days, fromHalf: 'pm', toHalf: 'am' });
    expect(nothing).toMatchObject({ status: 422, body: { code: 'invalid-leave-period' } });
    expect((await hr.post('/leave-requests', { staffId, ...days, fromHalf: 'noon' })).status).toBe(400);
  });

  it('closes bookable time to the minute, and displaces what lies in it alone', async () => {
    const staffId = await practice.doctor();
    const [before, over, after] = await Promise.all(['11:00', '11:45', '12:30'].map((time) => book(staffId, time)));
    const approved = await approve(await requested(staffId, { fromHalf: 'pm' }, practice.date(DAY), practice.date(DAY + 1)));
    const affected = approved.body['impact']['appointments'].map(({ appointmentId }: { appointmentId: string }) => appointmentId);
    expect(affected).toEqual([over!.body['id'], after!.body['id']]);
    await until(() => isDisplaced(after!.body['id']));
    await until(() => isDisplaced(over!.body['id']));
    expect(await isDisplaced(before!.body['id'])).toBe(false);

    const open = await slots(staffId, DAY);
    expect(open).toContain(practice.at(DAY, '10:30'));
    expect(open.filter((start) => start >= practice.at(DAY, '12:00'))).toEqual([]);
    expect(await slots(staffId, DAY + 1)).toEqual([]);
    expect((await book(staffId, '12:00')).body['code']).toBe('outside-availability');
    expect((await book(staffId, '10:00')).status).toBe(201);

    await hr.post(`/leave-requests/${approved.body['id']}/cancel`);
    await until(async () => !(await isDisplaced(after!.body['id'])));
  });

  it('follows the facility’s midday', async () => {
    const elsewhere = await Practice.open('Europe/Berlin', practice.app);
    const [staffId, appointmentTypeId] = [await elsewhere.doctor(), await elsewhere.type()];
    const settings = `/facilities/${elsewhere.facilityId}/settings`;
    expect((await practice.admin.get(settings)).body['staffing']['midday']).toBe('12:00');
    expect((await practice.admin.patch(settings, { staffing: { midday: '19:00' } }, 1)).status).toBe(400);
    expect((await practice.admin.patch(settings, { staffing: { midday: '13:30' } }, 1)).status).toBe(200);
    expect((await approve(await requested(staffId, { toHalf: 'am' }))).status).toBe(200);

    const at = async (time: string): Promise<Answer> =>
      practice.book({ patientId: await practice.patient(), staffId, appointmentTypeId, start: elsewhere.at(DAY, time) });
    expect((await at('13:00')).body['code']).toBe('outside-availability');
    const { body } = await at('13:30');
    expect(body['status']).toBe('booked');
    await practice.admin.patch(settings, { staffing: { midday: '14:00' } }, 2);
    await until(() => isDisplaced(body['id']));
  });

  it('counts half against the entitlement, to the half', async () => {
    const staffId = await practice.doctor();
    const entitle = (days: number): Promise<Answer> => hr.put(`/staff/${staffId}/leave-entitlements`, { kind: 'annual', year: 2027, days });
    expect((await entitle(2.25)).status).toBe(400);
    expect((await entitle(2.5)).body).toMatchObject({ days: 2.5, usedDays: 0, remainingDays: 2.5 });
    const morning = await approve(await requested(staffId, { toHalf: 'am' }, '2027-03-01'));
    expect(morning.body).toMatchObject({ workingDays: 0.5 });
    const long = await approve(await requested(staffId, { fromHalf: 'pm', toHalf: 'am' }, '2027-03-08', '2027-03-10'));
    expect(long.body).toMatchObject({ workingDays: 2 });
    const list = async (): Promise<unknown> => (await hr.get(`/staff/${staffId}/leave-entitlements`)).body['items'];
    expect(await list()).toMatchObject([{ days: 2.5, usedDays: 2.5, remainingDays: 0 }]);
    const beyond = await approve(await requested(staffId, { fromHalf: 'pm' }, '2027-03-15'));
    expect(beyond.body).toMatchObject({ status: 422, code: 'leave-entitlement-exceeded', days: 0.5, remainingDays: 0 });
    expect((await entitle(2)).body).toMatchObject({ code: 'entitlement-below-used', usedDays: 2.5 });

    await hr.post(`/leave-requests/${morning.body['id']}/cancel`);
    expect(await list()).toMatchObject([{ usedDays: 2, remainingDays: 0.5 }]);
    expect((await hr.get(`/leave-requests/${long.body['id']}`)).body['workingDays']).toBe(2);
    const other = await practice.doctor();
    await approve(await requested(other, { toHalf: 'am' }, '2027-03-01'));
    const late = await hr.put(`/staff/${other}/leave-entitlements`, { kind: 'annual', year: 2027, days: 1 });
    expect(late.body).toMatchObject({ usedDays: 0.5, remainingDays: 0.5 });
  });

  it('leaves the other half to another leave, and never has two in one', async () => {
    const staffId = await practice.doctor();
    const [morning, afternoon] = [await requested(staffId, { toHalf: 'am' }), await requested(staffId, { fromHalf: 'pm' })];
    expect((await approve(morning)).status).toBe(200);
    const longer = await requested(staffId, { toHalf: 'am' }, practice.date(DAY - 1), practice.date(DAY));
    expect((await approve(longer)).body['code']).toBe('leave-overlap');
    expect((await approve(afternoon)).status).toBe(200);
    expect((await approve(await requested(staffId, {}))).body['code']).toBe('leave-overlap');

    const other = await practice.doctor();
    const halves = (['am', 'pm', 'am', 'pm', 'am', 'pm'] as const).map((half) => ({ fromHalf: half, toHalf: half }));
    const ids = await Promise.all(halves.map((each) => requested(other, each)));
    const answers = await Promise.all(ids.map(approve));
    const accepted = answers.filter(({ status }) => status === 200).map(({ body }) => body['fromHalf']);
    expect(accepted.sort()).toEqual(['am', 'pm']);
    expect(new Set(answers.filter(({ status }) => status !== 200).map(({ body }) => body['code']))).toEqual(new Set(['leave-overlap']));
  });

  it('never uses more than the entitlement, however many are approved at once', async () => {
    const staffId = await practice.doctor();
    await hr.put(`/staff/${staffId}/leave-entitlements`, { kind: 'annual', year: 2027, days: 2.5 });
    const mondays = Array.from({ length: 9 }, (_, week) => Temporal.PlainDate.from('2027-05-03').add({ weeks: week }).toString());
    const ids = await Promise.all(mondays.map((date) => requested(staffId, { fromHalf: 'pm' }, date)));
    const answers = await Promise.all(ids.map(approve));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    expect((await hr.get(`/staff/${staffId}/leave-entitlements`)).body['items']).toMatchObject([{ usedDays: 2.5, remainingDays: 0 }]);
  });

  it('leaves the shifts of the other half to those who work them', async () => {
    const staffId = await practice.doctor();
    await approve(await requested(staffId, { fromHalf: 'pm' }));
    const shift = (from: string, to: string): Promise<Answer> =>
      practice.admin.post('/shifts', {
        ...{ staffId, departmentId: practice.departmentId, kind: 'day' },
        ...{ start: practice.at(DAY, from), end: practice.at(DAY, to) },
      });
    expect((await shift('11:00', '13:00')).body).toMatchObject({ code: 'shift-rules-broken', violations: [{ rule: 'leave' }] });
    expect((await shift('08:00', '12:00')).status).toBe(201);
  });
});
