import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { counted, Ward } from './ward.js';

describe('shifts planned by many at once', () => {
  let ward: Ward;

  beforeAll(async () => {
    ward = await Ward.open();
  });

  afterAll(() => ward.close());

  const hoursOf = async (staffId: string): Promise<number> => {
    const [row] = await ward.app.database.query<{ hours: number }>(
      `select coalesce(sum(extract(epoch from end_at - start_at)) / 3600, 0)::int as hours from staffing.shifts
       where staff_id = $1 and status <> 'cancelled'`,
      [staffId],
    );
    return row!.hours;
  };

  it('never overlap for one person', async () => {
    const staffId = await ward.person();
    const starts = ['06:00', '07:00', '08:00', '09:00', '10:00'];
    const answers = Array.from({ length: 50 }, (_, index) => ward.plan(staffId, 0, [starts[index % 5]!, '15:00']));
    expect(await counted(answers)).toEqual({ 201: 1, '409 shift-overlap': 49 });
  });

  it('never go beyond the hours of a week, though each alone would fit', async () => {
    const busy = await Ward.open({ within: ward.app });
    await busy.settings({ restHours: 0, maxHoursPerWeek: 20 });
    const staffId = await busy.person();
    const days = [0, 1, 2, 3, 4, 5, 6];
    const answers = days.flatMap((day) => [busy.plan(staffId, day, ['06:00', '11:00']), busy.plan(staffId, day, ['12:00', '17:00'])]);
    expect(await counted(answers)).toEqual({ 201: 4, '422 shift-rules-broken': 10 });
    expect(await hoursOf(staffId)).toBe(20);
  });

  it('leave the rest between them, though each alone would', async () => {
    const staffId = await ward.person();
    const answers = Array.from({ length: 20 }, (_, index) => {
      return index % 2 ? ward.plan(staffId, 0, ['14:00', '22:00']) : ward.plan(staffId, 1, ['06:00', '13:00']);
    });
    const outcome = await counted(answers);
    expect(outcome['201']).toBe(1);
    expect((await ward.hr.get(`/shifts?staffId=${staffId}`)).body['items']).toHaveLength(1);
  });

  it('go to one of those who are wanted for the same open shift', async () => {
    const people = await Promise.all(Array.from({ length: 10 }, () => ward.person()));
    const { id } = await ward.planned(undefined, 0);
    const outcome = await counted(people.map((staffId) => ward.act(id, 'assign', { staffId })));
    expect(outcome).toEqual({ 200: 1, '409 invalid-transition': 9 });
  });
});
