import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../../harness/api.js';
import { Ward } from './ward.js';

describe('filling a roster by itself', () => {
  let ward: Ward;
  let team: string[];

  beforeAll(async () => {
    ward = await Ward.open();
    team = await Promise.all(Array.from({ length: 6 }, () => ward.person()));
    await ward.person({ role: 'porter' }, { licensed: false });
    await ward.template({ role: 'nurse', count: 2 });
    await ward.template({ name: 'Night', kind: 'night', from: '22:00', to: '06:00', role: 'nurse' });
    await ward.template({ name: 'Dialysis', from: '08:00', to: '12:00', weekdays: [3], role: 'nurse', specialty: 'dialysis' });
  });

  afterAll(() => ward.close());

  const fill = (id: string, body: object = {}): Promise<Answer> => ward.hr.post(`/rosters/${id}/auto-fill`, body);
  const plan = (answer: Answer): string[] =>
    answer.body['assignments'].map(({ shiftId, staffId }: { shiftId: string; staffId: string }) => `${shiftId} ${staffId}`);

  it('gives every shift to somebody who may have it, fairly, and says why others stay open', async () => {
    const { id } = await ward.roster();
    const tried = await fill(id, { seed: 7, dryRun: true });
    expect(tried.body).toMatchObject({ open: 22, complete: true, status: 'draft' });
    expect((await ward.shiftsOf(id)).every(({ status }) => status === 'open')).toBe(true);
    const filled = await fill(id, { seed: 7 });
    expect(plan(filled)).toEqual(plan(tried));
    expect(filled.body).toMatchObject({ open: 1, shifts: 22 });
    expect(filled.body['assignments']).toHaveLength(21);
    expect(filled.body['unfilled']).toEqual([
      { shiftId: expect.any(String), reasons: expect.arrayContaining([{ rule: 'specialty', people: 7 }, { rule: 'role', people: 1 }]) },
    ]);
    const shares = filled.body['shares'].filter(({ staffId }: { staffId: string }) => team.includes(staffId));
    const minutes = shares.map((share: { minutes: number }) => share.minutes);
    expect(Math.max(...minutes) - Math.min(...minutes)).toBeLessThanOrEqual(480);
    expect((await ward.hr.get(`/rosters/${id}/check`)).body['violations']).toEqual([]);
    expect((await ward.hr.post(`/rosters/${id}/publish`)).status).toBe(200);
    expect((await fill(id)).body['code']).toBe('invalid-transition');
  });

  it('keeps to what people work already, elsewhere and in the weeks around', async () => {
    const { id } = await ward.roster(1);
    for (const staffId of team.slice(0, 5)) await ward.planned(staffId, 7, ['20:00', '21:00']);
    await fill(id);
    const monday = (await ward.shiftsOf(id)).filter(({ start }) => start === ward.at(7, '07:00'));
    expect(monday).toHaveLength(2);
    for (const { staffId } of monday) expect([undefined, team[5]]).toContain(staffId);
    expect((await ward.hr.get(`/rosters/${id}/check`)).body['violations']).toEqual([]);
  });

  it('breaks no rule though somebody plans the same people meanwhile', async () => {
    const { id } = await ward.roster(2);
    const [filled] = await Promise.all([
      fill(id),
      ...team.flatMap((staffId) => [14, 15, 16].map((day) => ward.plan(staffId, day, ['09:00', '17:00']))),
    ]);
    expect(filled.status).toBe(200);
    expect((await ward.hr.get(`/rosters/${id}/check`)).body['violations']).toEqual([]);
    const overlapping = await ward.app.database.query(
      `select 1 from staffing.shifts a join staffing.shifts b on a.staff_id = b.staff_id and a.id < b.id
       where tstzrange(a.start_at, a.end_at) && tstzrange(b.start_at, b.end_at) and a.status <> 'cancelled' and b.status <> 'cancelled'`,
    );
    expect(overlapping).toEqual([]);
  });

  it('takes a seed, a time and nothing else', async () => {
    const { id } = await ward.roster(3);
    expect((await fill(id, { seconds: 21 })).body['errors'][0].pointer).toBe('/seconds');
    expect((await fill(id, { seed: -1 })).status).toBe(400);
    const one = plan(await fill(id, { seed: 1, dryRun: true }));
    expect(plan(await fill(id, { seed: 1, dryRun: true }))).toEqual(one);
    expect(plan(await fill(id, { seed: 2, dryRun: true }))).not.toEqual(one);
  });
});
