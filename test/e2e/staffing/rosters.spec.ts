import { randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../../harness/api.js';
import { newDepartment, newFacility } from './staffing-records.js';
import { counted, Ward } from './ward.js';

describe('rosters', () => {
  let ward: Ward;

  beforeAll(async () => {
    ward = await Ward.open();
  });

  afterAll(() => ward.close());

  const another = (): Promise<Ward> => Ward.open({ within: ward.app });
  const act = (id: string, action: string, body: object = {}, headers?: Record<string, string>): Promise<Answer> =>
    ward.hr.post(`/rosters/${id}/${action}`, body, headers);

  it('are drawn up from the templates of the department, and published', async () => {
    const own = await another();
    await own.template({ count: 2, role: 'nurse' });
    const weekend = await own.template({ name: 'Night', kind: 'night', from: '22:00', to: '06:00', weekdays: [6, 7] });
    const idle = await own.template({ name: 'Unused' });
    await own.hr.patch(`/shift-templates/${idle}`, { active: false }, 1);
    const roster = await own.roster();
    expect(roster).toMatchObject({ status: 'draft', span: 'week', from: own.date(0), to: own.date(6), shifts: 16, open: 16 });
    expect(roster.allowedActions).toEqual(['top-up', 'auto-fill', 'publish', 'discard']);
    const shifts = await own.shiftsOf(roster.id);
    expect(shifts.filter(({ templateId }) => templateId === weekend)).toMatchObject([
      { start: own.at(5, '22:00'), end: own.at(6, '06:00'), kind: 'night', status: 'open', plan: 'draft' },
      { start: own.at(6, '22:00'), end: own.at(7, '06:00') },
    ]);
    const published = await act(roster.id, 'publish', {}, { 'if-match': '"1"' });
    expect(published.body).toMatchObject({ status: 'published', version: 2, open: 16, publishedAt: expect.any(String) });
    expect(published.body.warnings).toHaveLength(16);
    expect(published.body.warnings[0]).toMatchObject({ rule: 'unassigned', shiftIds: [shifts[0]!.id] });
    expect((await own.shiftsOf(roster.id)).every(({ plan }) => plan === 'published')).toBe(true);
    const events = await own.app.database.query(`select payload from platform.outbox where type = 'staffing.roster-published.v1'`);
    expect(events).toContainEqual({
      payload: { rosterId: roster.id, facilityId: own.facilityId, departmentId: own.departmentId, from: own.date(0), to: own.date(6) },
    });
  });

  it('keep their wall-clock times when the clocks change', async () => {
    const own = await another();
    await own.template({ name: 'Night', kind: 'night', from: '23:00', to: '07:00', count: 1 });
    const { body } = await own.hr.post('/rosters', { departmentId: own.departmentId, span: 'month', from: '2027-03-01' });
    const nights = await own.shiftsOf(body.id);
    expect([body.to, nights.length]).toEqual(['2027-03-31', 31]);
    expect(nights[26]).toMatchObject({ start: '2027-03-27T22:00:00Z', end: '2027-03-28T05:00:00Z' });
    expect(nights[27]).toMatchObject({ start: '2027-03-28T21:00:00Z', end: '2027-03-29T05:00:00Z' });
  });

  it('are topped up with what templates make by now', async () => {
    const own = await another();
    await own.template();
    const { id } = await own.roster();
    await own.template({ name: 'Late', from: '15:00', to: '23:00', weekdays: [1] });
    expect((await act(id, 'top-up')).body).toMatchObject({ shifts: 8, open: 8 });
    expect((await act(id, 'top-up')).body).toMatchObject({ shifts: 8, open: 8 });
    const outcome = await counted(Array.from({ length: 5 }, () => act(id, 'top-up')));
    expect(outcome).toEqual({ 200: 5 });
    expect(await own.shiftsOf(id)).toHaveLength(8);
  });

  it('are for whole weeks or months, and one for each day of a department', async () => {
    const own = await another();
    const draw = (body: object): Promise<Answer> => own.hr.post('/rosters', { departmentId: own.departmentId, span: 'week', ...body });
    expect((await draw({ from: own.date(1) })).body).toMatchObject({ code: 'invalid-roster', errors: [{ pointer: '/from' }] });
    expect((await draw({ from: '2027-03-02', span: 'month' })).body.code).toBe('invalid-roster');
    const [first] = [await own.roster()];
    expect((await draw({ from: own.date(0) })).body.code).toBe('roster-overlap');
    expect(await counted(Array.from({ length: 10 }, () => draw({ from: own.date(7) })))).toEqual({ 201: 1, '409 roster-overlap': 9 });
    expect((await act(first.id, 'discard')).body).toMatchObject({ status: 'discarded', shifts: 0, allowedActions: [] });
    expect((await draw({ from: own.date(0) })).status).toBe(201);
    expect((await draw({ from: own.date(0), departmentId: randomUUIDv7() })).body.code).toBe('not-found');
  });

  it('name everything at once that forbids publishing', async () => {
    const own = await another();
    const [one, other] = [await own.person(), await own.person()];
    await own.department({ coverRules: [{ role: 'nurse', count: 1, from: '08:00', to: '12:00', weekdays: [1, 2] }] });
    const { id: rosterId } = await own.roster();
    await own.planned(one, 0, ['08:00', '16:00'], { rosterId });
    await own.planned(one, 2, ['14:00', '22:00'], { rosterId });
    await own.planned(other, 3, ['09:00', '17:00'], { rosterId });
    await own.planned(other, 4, ['09:00', '17:00'], { rosterId });
    await own.settings({ restHours: 20, maxHoursPerWeek: 15 });
    const refused = await act(rosterId, 'publish');
    expect([refused.status, refused.body.code]).toEqual([422, 'roster-rules-broken']);
    const rules = refused.body.violations.map(({ rule, staffId }: { rule: string; staffId?: string }) => [rule, staffId]);
    expect(rules).toHaveLength(4);
    expect(rules).toEqual(expect.arrayContaining([['week-hours', one], ['week-hours', other], ['rest', other], ['cover', undefined]]));
    const { body: checked } = await own.hr.get(`/rosters/${rosterId}/check`);
    expect(checked.violations).toEqual(refused.body.violations);
    expect(checked.violations.at(-1)).toMatchObject({
      ...{ rule: 'cover', role: 'nurse', required: 1, present: 0 },
      ...{ from: own.at(1, '08:00'), to: own.at(1, '12:00') },
    });
    expect((await own.hr.get(`/rosters/${rosterId}`)).body.status).toBe('draft');
    await own.settings({ restHours: 11, maxHoursPerWeek: 60, coverRequired: false });
    const published = await act(rosterId, 'publish');
    expect([published.status, published.body.warnings.map(({ rule }: { rule: string }) => rule)]).toEqual([200, ['cover']]);
  });

  it('let rules be set aside for single shifts', async () => {
    const own = await another();
    const staffId = await own.person();
    const { id: rosterId } = await own.roster();
    await own.planned(staffId, 0, ['14:00', '22:00'], { rosterId });
    await own.planned(staffId, 1, ['06:00', '14:00'], { rosterId, override: { reason: 'nobody else' } });
    expect((await act(rosterId, 'publish')).status).toBe(200);
  });

  it('are seen by others once they are published, and changed until they are locked', async () => {
    const own = await another();
    const staffId = await own.person();
    const { id: rosterId } = await own.roster();
    const { id } = await own.planned(staffId, 0, ['08:00', '16:00'], { rosterId });
    const nurse = await own.as(staffId);
    expect((await nurse.get(`/rosters/${rosterId}`)).status).toBe(404);
    expect((await nurse.get('/shifts')).body.items).toEqual([]);
    expect((await own.act(id, 'confirm')).body).toMatchObject({ code: 'invalid-transition', reason: 'the roster is a draft' });
    expect((await own.act(id, 'unassign')).body).toMatchObject({ status: 'open' });
    expect((await own.act(id, 'assign', { staffId })).status).toBe(200);
    await act(rosterId, 'publish');
    expect((await nurse.get(`/rosters/${rosterId}`)).body.allowedActions).toEqual([]);
    expect((await nurse.get('/rosters')).body.items.map((each: { id: string }) => each.id)).toEqual([rosterId]);
    expect((await nurse.post(`/shifts/${id}/confirm`)).status).toBe(200);
    expect((await act(rosterId, 'discard')).body.code).toBe('invalid-transition');
    expect((await own.plan(undefined, 9, ['08:00', '16:00'], { rosterId })).body.code).toBe('outside-roster');
    expect((await own.plan(undefined, 5, ['08:00', '16:00'], { rosterId })).body.plan).toBe('published');
    expect((await act(rosterId, 'lock')).body.status).toBe('locked');
    const refused = await own.act(id, 'cancel', { reason: 'too late' });
    expect(refused.body).toMatchObject({ code: 'invalid-transition', reason: 'the roster is locked', allowedActions: ['start', 'absent'] });
    expect((await own.plan(undefined, 5, ['08:00', '16:00'], { rosterId })).body.code).toBe('invalid-transition');
    expect((await act(rosterId, 'lock', {}, { 'if-match': '"1"' })).body.code).toBe('stale-version');
  });

  it('are for those who make them, in their facilities', async () => {
    const roster = await ward.roster();
    const { id: elsewhere } = await newFacility(ward.admin);
    const foreign = await ward.app.as('hr-manager', { facilityId: elsewhere });
    expect((await foreign.get(`/rosters/${roster.id}`)).status).toBe(404);
    expect((await foreign.post(`/rosters/${roster.id}/publish`)).status).toBe(404);
    expect((await foreign.get('/rosters')).body.items).toEqual([]);
    expect((await foreign.post('/rosters', { departmentId: ward.departmentId, span: 'week', from: ward.date(14) })).status).toBe(404);
    const nurse = await ward.app.as('nurse');
    expect((await nurse.post(`/rosters/${roster.id}/auto-fill`)).status).toBe(403);
  });

  it('of several departments keep the head and the cover that are valid alone', async () => {
    const own = await another();
    const head = await own.person();
    const changed = await own.department({ headId: head, rosteringRequired: true, coverRules: [] });
    expect(changed.body).toMatchObject({ headId: head, rosteringRequired: true, coverRules: [] });
    expect((await own.department({ headId: null, rosteringRequired: null })).body.headId).toBeUndefined();
    const stranger = await ward.person();
    expect((await own.department({ headId: stranger })).body).toMatchObject({ code: 'head-not-in-facility' });
    const rule = { count: 1, from: '08:00', to: '08:00', weekdays: [1] };
    const refused = await own.department({ coverRules: [rule] });
    expect(refused.body.code).toBe('invalid-cover-rule');
    expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/coverRules/0', '/coverRules/0/to']);
    expect((await own.department({ coverRules: [{ ...rule, role: 'nurse', weekdays: [8] }] })).status).toBe(400);
  });

  it('are made from templates that can be changed', async () => {
    const id = await ward.template({ role: 'nurse', specialty: 'dialysis' });
    const path = `/shift-templates/${id}`;
    expect((await ward.hr.get(path)).body).toMatchObject({ name: 'Early', from: '07:00', to: '15:00', active: true, version: 1 });
    const changed = await ward.hr.patch(path, { role: null, weekdays: [7, 1], count: 3 }, 1);
    expect(changed.body).toMatchObject({ weekdays: [1, 7], count: 3, specialty: 'dialysis', version: 2 });
    expect(changed.body.role).toBeUndefined();
    expect((await ward.hr.get(path)).body).toEqual(changed.body);
    expect((await ward.hr.patch(path, { to: '07:00' }, 2)).body).toMatchObject({ code: 'invalid-shift', errors: [{ pointer: '/to' }] });
    expect((await ward.hr.get(`/shift-templates?departmentId=${ward.departmentId}`)).body.items).toContainEqual(changed.body);
    const elsewhere = await newDepartment(ward.admin, ward.facilityId);
    expect((await ward.hr.get(`/shift-templates?departmentId=${elsewhere.id}`)).body.items).toEqual([]);
    expect((await ward.hr.get(`/shift-templates/${randomUUIDv7()}`)).status).toBe(404);
  });
});
