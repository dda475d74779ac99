import { randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../../harness/api.js';
import { newDepartment, newFacility, newStaff } from './staffing-records.js';
import { Ward } from './ward.js';

describe('shifts', () => {
  let ward: Ward;

  beforeAll(async () => {
    ward = await Ward.open();
  });

  afterAll(() => ward.close());

  const rulesOf = ({ status, body }: Answer): [number, string, string[]] => [
    status,
    body['code'],
    (body['violations'] ?? []).map(({ rule }: { rule: string }) => rule),
  ];

  it('are planned for somebody, and read', async () => {
    const staffId = await ward.person();
    const made = await ward.plan(staffId, 0);
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toBe(`/api/v1/shifts/${made.body.id}`);
    expect(made.body).toMatchObject({ staffId, facilityId: ward.facilityId, kind: 'day', status: 'assigned', version: 1 });
    expect(made.body.plan).toBe('published');
    expect(made.body.allowedActions).toEqual(['change', 'confirm', 'start', 'absent', 'cancel']);
    expect((await ward.hr.get(`/shifts/${made.body.id}`)).body).toEqual(made.body);
    const { items } = (await ward.hr.get(`/shifts?staffId=${staffId}&from=${ward.at(0, '00:00')}&to=${ward.at(1, '00:00')}`)).body;
    expect(items).toEqual([made.body]);
    expect((await ward.hr.get(`/shifts?staffId=${staffId}&from=${ward.at(1, '00:00')}`)).body.items).toEqual([]);
  });

  it('are open until somebody is found', async () => {
    const open = await ward.planned(undefined, 0, ['08:00', '16:00'], { role: 'nurse' });
    expect([open.status, open.staffId, open.allowedActions]).toEqual(['open', undefined, ['assign', 'change', 'cancel']]);
    const staffId = await ward.person();
    const assigned = await ward.act(open.id, 'assign', { staffId }, { 'if-match': '"1"' });
    expect(assigned.body).toMatchObject({ status: 'assigned', staffId, version: 2 });
    expect((await ward.act(open.id, 'assign', { staffId })).body.code).toBe('invalid-transition');
    expect((await ward.act(open.id, 'assign', { staffId }, { 'if-match': '"1"' })).body.code).toBe('stale-version');
  });

  it('never overlap for one person, whoever wants to set that aside', async () => {
    const staffId = await ward.person();
    await ward.planned(staffId, 0);
    const override = { reason: 'nobody else' };
    expect(rulesOf(await ward.plan(staffId, 0, ['15:00', '20:00']))).toEqual([409, 'shift-overlap', []]);
    expect(rulesOf(await ward.plan(staffId, 0, ['15:00', '20:00'], { override }))).toEqual([409, 'shift-overlap', []]);
    const elsewhere = await newDepartment(ward.admin, ward.facilityId);
    expect(rulesOf(await ward.plan(staffId, 0, ['07:00', '09:00'], { departmentId: elsewhere.id }))).toEqual([409, 'shift-overlap', []]);
  });

  it('leave enough rest, unless that is set aside with a reason', async () => {
    const staffId = await ward.person();
    await ward.planned(staffId, 0, ['14:00', '22:00']);
    expect(rulesOf(await ward.plan(staffId, 1, ['06:00', '14:00']))).toEqual([422, 'shift-rules-broken', ['rest']]);
    const made = await ward.plan(staffId, 1, ['06:00', '14:00'], { override: { reason: 'nobody else' } });
    expect(made.body).toMatchObject({ overrideReason: 'nobody else', overriddenRules: ['rest'] });
    const { items } = (await ward.admin.get(`/audit-events?action=shift.plan`)).body;
    expect(items).toContainEqual(expect.objectContaining({ resource: { type: 'shift', id: made.body.id }, reason: 'nobody else' }));
    expect((await ward.plan(staffId, 2, ['06:00', '14:00'], { override: { reason: 'not needed' } })).body.overrideReason).toBeUndefined();
  });

  it('keep within the hours of a day, a week and a month', async () => {
    const busy = await Ward.open({ within: ward.app });
    await busy.settings({ restHours: 0, maxHoursPerDay: 10, maxHoursPerWeek: 20, maxHoursPerMonth: 744 });
    const staffId = await busy.person();
    await busy.planned(staffId, 0, ['08:00', '16:00']);
    expect(rulesOf(await busy.plan(staffId, 0, ['16:00', '19:00']))[2]).toEqual(['day-hours']);
    await busy.planned(staffId, 1);
    expect(rulesOf(await busy.plan(staffId, 2))[2]).toEqual(['week-hours']);
    expect((await busy.plan(staffId, 2, ['08:00', '16:00'], { kind: 'on-call' })).status).toBe(201);
    await busy.settings({ onCallHoursPercent: 100 });
    expect(rulesOf(await busy.plan(staffId, 3, ['08:00', '11:00']))[2]).toEqual(['week-hours']);
    await busy.settings({ onCallHoursPercent: 0, maxHoursPerWeek: 168, maxHoursPerMonth: 20 });
    expect(rulesOf(await busy.plan(staffId, 3))[2]).toEqual(['month-hours']);
  });

  it('name every rule at once that speaks against somebody', async () => {
    const doctor = await ward.person({ role: 'doctor', employmentEnd: ward.date(-1) }, { licensed: false });
    const wanted = { role: 'nurse', specialty: 'dialysis' };
    const answer = await ward.plan(doctor, 0, ['08:00', '22:30'], wanted);
    expect(rulesOf(answer)).toEqual([
      422,
      'shift-rules-broken',
      ['role', 'specialty', 'credential', 'employment', 'day-hours'],
    ]);
    const message = 'The shift is for a nurse.';
    expect(answer.body.violations[0]).toEqual({ rule: 'role', staffId: doctor, shiftIds: [expect.any(String)], message });
  });

  it('are not for people on approved leave', async () => {
    const staffId = await ward.person();
    const leave = await ward.hr.post('/leave-requests', { staffId, from: ward.date(1), to: ward.date(2), kind: 'annual' });
    expect((await ward.hr.post(`/leave-requests/${leave.body.id}/approve`)).status).toBe(200);
    expect(rulesOf(await ward.plan(staffId, 0, ['20:00', '04:00'], { kind: 'night' }))).toEqual([422, 'shift-rules-broken', ['leave']]);
    expect((await ward.plan(staffId, 3)).status).toBe(201);
  });

  it('are not for people of another facility, whoever wants to set that aside', async () => {
    const { id: facilityId } = await newFacility(ward.admin);
    const { id: departmentId } = await newDepartment(ward.admin, facilityId);
    const { id } = await newStaff(ward.admin, facilityId, departmentId, { role: 'porter' });
    expect(rulesOf(await ward.plan(id, 0, ['08:00', '16:00'], { override: { reason: 'lent' } }))).toEqual([
      422,
      'shift-rules-broken',
      ['facility'],
    ]);
  });

  it('are changed as the rules allow, and are to be confirmed again', async () => {
    const staffId = await ward.person();
    const { id } = await ward.planned(staffId, 0);
    await ward.planned(staffId, 2, ['06:00', '14:00']);
    expect((await ward.act(id, 'confirm')).body.status).toBe('confirmed');
    const path = `/shifts/${id}`;
    expect((await ward.hr.patch(path, { end: ward.at(0, '17:00') })).body.code).toBe('if-match-required');
    const changed = await ward.hr.patch(path, { end: ward.at(0, '17:00'), role: 'nurse' }, 2);
    expect(changed.body).toMatchObject({ status: 'assigned', end: ward.at(0, '17:00'), role: 'nurse', version: 3 });
    expect((await ward.hr.patch(path, { role: null }, 3)).body.role).toBeUndefined();
    expect(rulesOf(await ward.hr.patch(path, { start: ward.at(1, '14:00'), end: ward.at(1, '22:00') }, 4))[2]).toEqual(['rest']);
    expect(rulesOf(await ward.hr.patch(path, { start: ward.at(2, '08:00'), end: ward.at(2, '16:00') }, 4))[1]).toBe('shift-overlap');
    expect(rulesOf(await ward.hr.patch(path, { end: ward.at(0, '07:00') }, 4))[1]).toBe('invalid-period');
    expect(rulesOf(await ward.hr.patch(path, { end: ward.at(9, '07:00') }, 4))[1]).toBe('invalid-shift');
  });

  it('are cancelled, with an open shift in their place where the work remains', async () => {
    const staffId = await ward.person();
    const { id } = await ward.planned(staffId, 0, ['08:00', '16:00'], { role: 'nurse' });
    const cancelled = await ward.act(id, 'cancel', { reason: 'ill', reopen: true });
    expect(cancelled.body).toMatchObject({ status: 'cancelled', cancelReason: 'ill', staffId, allowedActions: [] });
    const successor = (await ward.hr.get(`/shifts/${cancelled.body.successorId}`)).body;
    expect(successor).toMatchObject({ status: 'open', role: 'nurse', start: cancelled.body.start, end: cancelled.body.end });
    expect((await ward.plan(staffId, 0)).status).toBe(201);
    expect((await ward.act(id, 'cancel', { reason: 'again' })).body).toMatchObject({ code: 'invalid-transition', from: 'cancelled' });
  });

  it('begin, end and are missed in their time', async () => {
    const staffId = await ward.person();
    const now = Temporal.Now.instant();
    const begun = { start: now.subtract({ minutes: 5 }).toString(), end: now.add({ hours: 4 }).toString() };
    const { id } = await ward.planned(staffId, 0, ['08:00', '16:00'], begun);
    expect((await ward.act(id, 'complete')).body.code).toBe('invalid-transition');
    expect((await ward.act(id, 'start')).body.status).toBe('in-progress');
    expect((await ward.act(id, 'complete')).body.status).toBe('completed');
    const missed = await ward.planned(await ward.person(), 0, ['08:00', '16:00'], begun);
    expect((await ward.act(missed.id, 'absent')).body.status).toBe('absent');
    const ahead = await ward.planned(await ward.person(), 0);
    const tooEarly = (await ward.act(ahead.id, 'start')).body;
    expect(tooEarly).toMatchObject({ code: 'invalid-transition', reason: expect.stringContaining('two hours') });
    expect((await ward.act(ahead.id, 'absent')).body.code).toBe('invalid-transition');
    expect((await ward.act(ahead.id, 'unassign')).body.reason).toContain('published');
  });

  it('are seen and confirmed by the person who has them, who plans nothing', async () => {
    const [staffId, otherId] = [await ward.person(), await ward.person()];
    const [own, other] = [await ward.planned(staffId, 0), await ward.planned(otherId, 0)];
    const clerk = await ward.as(staffId, 'billing-clerk');
    expect((await clerk.get('/shifts')).body.items.map(({ id }: { id: string }) => id)).toEqual([own.id]);
    expect((await clerk.get(`/shifts/${own.id}`)).body.allowedActions).toEqual(['confirm', 'start']);
    expect((await clerk.get(`/shifts/${other.id}`)).status).toBe(404);
    expect((await clerk.post(`/shifts/${own.id}/confirm`)).body.status).toBe('confirmed');
    expect((await clerk.post(`/shifts/${own.id}/cancel`, { reason: 'no' })).status).toBe(403);
    const nurse = await ward.as(staffId);
    expect((await nurse.get(`/shifts/${other.id}`)).body.allowedActions).toEqual([]);
    expect((await nurse.post(`/shifts/${other.id}/confirm`)).status).toBe(403);
    expect((await nurse.post('/shifts', ward.body(staffId, 3))).status).toBe(403);
  });

  it('are kept to the facilities of the caller, who needs a permission of its own to set rules aside', async () => {
    const { id: elsewhere } = await newFacility(ward.admin);
    const foreign = await ward.app.as('hr-manager', { facilityId: elsewhere });
    const { id } = await ward.planned(undefined, 0);
    expect((await foreign.get(`/shifts/${id}`)).status).toBe(404);
    expect((await foreign.post('/shifts', ward.body(undefined, 0))).status).toBe(404);
    expect((await foreign.post(`/shifts/${id}/cancel`, { reason: 'x' })).status).toBe(404);
    expect((await foreign.get('/shifts')).body.items).toEqual([]);
    expect((await ward.app.stranger.get('/shifts')).status).toBe(401);
  });

  it('are refused where the request names what does not exist', async () => {
    expect((await ward.plan(randomUUIDv7(), 0)).body.code).toBe('not-found');
    expect((await ward.plan(undefined, 0, ['08:00', '16:00'], { departmentId: randomUUIDv7() })).body.code).toBe('not-found');
    expect((await ward.plan(undefined, 0, ['08:00', '16:00'], { rosterId: randomUUIDv7() })).body.code).toBe('not-found');
    expect((await ward.hr.get(`/shifts/${randomUUIDv7()}`)).status).toBe(404);
    expect((await ward.plan(undefined, 0, ['08:00', '16:00'], { kind: 'evening' })).body.errors[0].pointer).toBe('/kind');
  });

  it('say who is on call at an instant', async () => {
    const staffId = await ward.person({ name: { given: ['Ada'], family: 'Berg' } });
    const shift = await ward.planned(staffId, 0, ['18:00', '08:00'], { kind: 'on-call' });
    await ward.planned(undefined, 0, ['18:00', '08:00'], { kind: 'on-call' });
    const path = `/departments/${ward.departmentId}/on-call`;
    const nurse = await ward.as(staffId);
    const { items } = (await nurse.get(`${path}?at=${ward.at(1, '03:00')}`)).body;
    expect(items).toMatchObject([{ staffId, displayName: 'Ada Berg', shiftId: shift.id, start: shift.start, end: shift.end }]);
    expect(items[0].contacts[0].value).toBe('aine@hospital.test');
    expect((await nurse.get(`${path}?at=${ward.at(1, '08:00')}`)).body.items).toEqual([]);
    expect((await nurse.get(path)).body.items).toEqual([]);
    expect((await nurse.get(`/departments/${randomUUIDv7()}/on-call`)).status).toBe(404);
  });
});
