import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../../harness/api.js';
import { Ward } from './ward.js';

describe('shifts of somebody who will be away', () => {
  let ward: Ward;

  beforeAll(async () => {
    ward = await Ward.open();
  });

  afterAll(() => ward.close());

  async function request(staffId: string, from: number, to = from): Promise<string> {
    const days = { from: ward.date(from), to: ward.date(to) };
    return (await ward.hr.post('/leave-requests', { staffId, ...days, kind: 'annual' })).body['id'] as string;
  }

  it('are told with the approval, each with colleagues who could work it by every rule', async () => {
    const [absent, free, busy, resting, onLeave] = await Promise.all(Array.from({ length: 5 }, () => ward.person()));
    await ward.person({}, { licensed: false });
    await ward.person({ role: 'porter' });
    const shift = await ward.planned(absent, 2);
    await ward.planned(absent, 9);
    await ward.planned(busy, 2, ['06:00', '12:00']);
    await ward.planned(resting, 1, ['16:00', '23:30']);
    await ward.hr.post(`/leave-requests/${await request(onLeave!, 2)}/approve`);
    const id = await request(absent!, 1, 3);
    const approved = await ward.hr.post(`/leave-requests/${id}/approve`);
    const { id: shiftId, departmentId, start, end } = shift;
    expect(approved.body['impact']).toEqual({
      appointments: [],
      uncoveredShifts: [{ shiftId, departmentId, kind: 'day', start, end, alternatives: [free] }],
    });
    expect((await ward.admin.get(`/leave-requests/${id}/impact`)).body).toEqual(approved.body['impact']);
  });

  it('are told to the head of the department, unless that is who will be away or nothing hangs on it', async () => {
    const other = await Ward.open({ within: ward.app });
    const [head, absent] = [await other.person(), await other.person()];
    await other.admin.patch(`/staff/${head}`, { contacts: [{ system: 'email', value: 'head@hospital.test' }] }, 1);
    expect((await other.department({ headId: head })).status).toBe(200);
    const requested = async (staffId: string, day: number): Promise<string> => {
      const days = { from: other.date(day), to: other.date(day) };
      return (await other.hr.post('/leave-requests', { staffId, ...days, kind: 'sick' })).body['id'] as string;
    };
    const told = (): Promise<{ text: string }[]> =>
      ward.app.database.query(`select facility_id, channel, payload::text as text from notifications.messages where kind = 'leave-impact'`);
    await other.planned(absent, 2);
    await other.planned(head, 2);
    for (const id of [await requested(absent, 5), await requested(head, 2)]) await other.hr.post(`/leave-requests/${id}/approve`);
    expect(await told()).toEqual([]);
    await other.hr.post(`/leave-requests/${await requested(absent, 2)}/approve`);
    const [message, ...more] = await told();
    expect(message).toMatchObject({ facility_id: other.facilityId, channel: 'email' });
    expect(message!.text).toContain('head@hospital.test');
    expect(message!.text).toContain(other.date(2));
    expect(message!.text).not.toContain('sick');
    expect(more).toEqual([]);
  });

  it('are refused, or told, whichever of shift and leave is first', async () => {
    for (let round = 0; round < 6; round++) {
      const staffId = await ward.person();
      const id = await request(staffId, 4);
      const [approved, planned] = (await Promise.all([ward.hr.post(`/leave-requests/${id}/approve`), ward.plan(staffId, 4)])) as [Answer, Answer];
      expect(approved.status).toBe(200);
      const { uncoveredShifts } = approved.body['impact'];
      if (planned.status === 201) expect(uncoveredShifts).toMatchObject([{ shiftId: planned.body['id'] }]);
      else expect([planned.body['code'], uncoveredShifts]).toEqual(['shift-rules-broken', []]);
    }
  });
});
