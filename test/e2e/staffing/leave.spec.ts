import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Api } from '../../harness/api.js';
import { Practice } from '../scheduling/practice.js';

describe('leave', () => {
  let practice: Practice;
  let hr: Api;
  let staffId: string;
  let own: Api;

  beforeAll(async () => {
    practice = await Practice.open();
    hr = await practice.app.as('hr-manager');
    staffId = await practice.doctor();
    own = await practice.app.as('doctor', { staffId });
  });

  afterAll(() => practice.close());

  function ask(changes: object = {}, api = hr): Promise<Answer> {
    return api.post('/leave-requests', { staffId, from: practice.date(30), to: practice.date(32), kind: 'annual', ...changes });
  }

  const step = (id: string, action: string, body = {}, api = hr): Promise<Answer> => api.post(`/leave-requests/${id}/${action}`, body);

  it('is requested by those who will be away, and seen by them', async () => {
    const made = await ask({ reason: 'Sailing' }, own);
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toBe(`/api/v1/leave-requests/${made.body['id']}`);
    expect(made.body).toMatchObject({ staffId, status: 'requested', kind: 'annual', reason: 'Sailing', version: 1 });
    expect(made.body['allowedActions']).toEqual(['cancel']);
    expect((await own.get(`/leave-requests/${made.body['id']}`)).body).toEqual(made.body);
    expect((await hr.get(`/leave-requests/${made.body['id']}`)).body['allowedActions']).toEqual(['approve', 'reject', 'cancel']);
    const stranger = await practice.app.as('nurse', { staffId: await practice.doctor() });
    expect((await stranger.get(`/leave-requests/${made.body['id']}`)).body['code']).toBe('not-found');
    expect((await stranger.get('/leave-requests')).body['items']).toEqual([]);
    expect((await ask({}, stranger)).body['code']).toBe('not-found');
    expect((await own.get(`/leave-requests?status=requested&from=${practice.date(32)}`)).body['items']).toContainEqual(made.body);
    expect((await own.get(`/leave-requests?from=${practice.date(33)}`)).body['items']).toEqual([]);
    const withdrawn = await step(made.body['id'], 'cancel', { reason: 'No wind' }, own);
    expect(withdrawn.body).toMatchObject({ status: 'cancelled', cancelReason: 'No wind', allowedActions: [] });
  });

  it('is paged by its first day', async () => {
    const other = await practice.doctor();
    const days = [50, 40, 60];
    for (const day of days) await ask({ staffId: other, from: practice.date(day), to: practice.date(day) });
    const first = (await hr.get(`/leave-requests?staffId=${other}&limit=2`)).body;
    expect(first['items'].map(({ from }: { from: string }) => from)).toEqual([practice.date(40), practice.date(50)]);
    const rest = (await hr.get(`/leave-requests?staffId=${other}&limit=2&cursor=${first['nextCursor']}`)).body;
    expect(rest['items'].map(({ from }: { from: string }) => from)).toEqual([practice.date(60)]);
    expect(rest['nextCursor']).toBeNull();
  });

  it('ends after it begins', async () => {
    expect((await ask({ to: practice.date(29) })).body['code']).toBe('invalid-leave-period');
    expect((await ask({ to: practice.date(2_000) })).body['code']).toBe('invalid-leave-period');
    expect((await ask({ kind: 'Annual leave' })).body['code']).toBe('malformed-request');
    expect((await ask({ staffId: practice.facilityId })).body['code']).toBe('not-found');
  });

  it('closes the days it is approved for, and opens them again when it is cancelled', async () => {
    const [type, patientId] = [await practice.type(), await practice.patient()];
    const slots = (): Promise<Answer> =>
      practice.admin.get(`/slots?appointmentTypeId=${type}&staffId=${staffId}&from=${practice.date(80)}&to=${practice.date(80)}`);
    const book = (): Promise<Answer> => practice.book({ patientId, staffId, appointmentTypeId: type, start: practice.at(80, '10:00') });
    const { id } = (await ask({ from: practice.date(80), to: practice.date(80) })).body;
    expect((await slots()).body['items'].length).toBeGreaterThan(0);
    const approved = await step(id, 'approve');
    expect(approved.status).toBe(200);
    expect(approved.body).toMatchObject({ status: 'approved', workingDays: 1, allowedActions: ['cancel'], impact: { appointments: [] } });
    expect((await slots()).body['items']).toEqual([]);
    expect((await book()).body['code']).toBe('outside-availability');
    expect((await step(id, 'approve')).body).toMatchObject({ code: 'invalid-transition', allowedActions: ['cancel'] });
    expect((await step(id, 'cancel', {}, own)).body['code']).toBe('invalid-transition');
    expect((await step(id, 'cancel')).body['status']).toBe('cancelled');
    expect((await book()).status).toBe(201);
  });

  it('is rejected with a reason', async () => {
    const { id } = (await ask()).body;
    expect((await step(id, 'approve', {}, own)).status).toBe(403);
    const rejected = await step(id, 'reject', { reason: 'Too many are away' });
    expect(rejected.body).toMatchObject({ status: 'rejected', decisionReason: 'Too many are away', decidedBy: hr.userId });
    expect(rejected.body['allowedActions']).toEqual([]);
    expect((await step(id, 'reject')).body['code']).toBe('invalid-transition');
  });

  it('is not approved by the absent person, nor for days that are taken', async () => {
    const manager = await practice.app.as('hr-manager', { staffId });
    const { id, allowedActions } = (await ask({ from: practice.date(90), to: practice.date(95) }, manager)).body;
    expect(allowedActions).toEqual(['reject', 'cancel']);
    expect((await step(id, 'approve', {}, manager)).body['code']).toBe('own-leave');
    const refused = practice.app.database.query(
      `update staffing.leave_requests
       set status = 'approved', decided_by = id, working_days = '{}', approved_by_staff_id = staff_id where id = $1`,
      [id],
    );
    await expect(refused).rejects.toMatchObject({ constraint: 'leave_requests_not_own' });
    expect((await step(id, 'approve')).status).toBe(200);
    const second = (await ask({ from: practice.date(95), to: practice.date(96), kind: 'study' })).body;
    expect((await step(second['id'], 'approve')).body['code']).toBe('leave-overlap');
  });

  it('is of one facility for those who manage one', async () => {
    const elsewhere = await Practice.open(undefined, practice.app);
    const theirs = await practice.app.as('hr-manager', { facilityId: elsewhere.facilityId });
    const { id } = (await ask()).body;
    expect((await step(id, 'approve', {}, theirs)).body['code']).toBe('not-found');
    expect((await theirs.get(`/leave-requests/${id}`)).body['code']).toBe('not-found');
    expect((await theirs.get(`/staff/${staffId}/leave-entitlements`)).body['code']).toBe('not-found');
  });
});

describe('an entitlement', () => {
  let practice: Practice;
  let hr: Api;

  beforeAll(async () => {
    practice = await Practice.open();
    hr = await practice.app.as('hr-manager');
  });

  afterAll(() => practice.close());

  /** A year in which nothing else happens; its 1 March is a Monday. */
  const year = 2027;

  const entitle = (staffId: string, days: number | null, kind = 'annual'): Promise<Answer> =>
    hr.put(`/staff/${staffId}/leave-entitlements`, { kind, year, days });

  async function requested(staffId: string, from: string, to: string, kind = 'annual'): Promise<string> {
    return (await hr.post('/leave-requests', { staffId, from, to, kind })).body['id'] as string;
  }

  const approve = (id: string): Promise<Answer> => hr.post(`/leave-requests/${id}/approve`);

  it('counts working days: those of the weekly rules on which the facility is open', async () => {
    const rules = [1, 2, 3].map((weekday) => ({ weekday, from: '09:00', to: '17:00' }));
    const staffId = await practice.doctor({ rules });
    expect((await entitle(staffId, 5)).body).toMatchObject({ days: 5, usedDays: 0, remainingDays: 5, version: 1 });
    const { version } = (await practice.admin.get(`/facilities/${practice.facilityId}`)).body;
    const closures = [{ from: '2027-03-02', to: '2027-03-02' }];
    await practice.admin.patch(`/facilities/${practice.facilityId}/settings`, { scheduling: { closures } }, version);
    const week = await approve(await requested(staffId, '2027-03-01', '2027-03-07'));
    expect(week.body['workingDays']).toBe(2);
    const tooMuch = await approve(await requested(staffId, '2027-03-08', '2027-03-17'));
    expect(tooMuch.body).toMatchObject({ status: 422, code: 'leave-entitlement-exceeded', year, days: 6, remainingDays: 3 });
    expect((await approve(await requested(staffId, '2027-03-08', '2027-03-17', 'sick'))).status).toBe(200);
    expect((await entitle(staffId, 1)).body).toMatchObject({ code: 'entitlement-below-used', usedDays: 2 });
    expect((await hr.post(`/leave-requests/${week.body['id']}/cancel`)).status).toBe(200);
    const own = await practice.app.as('doctor', { staffId });
    expect((await own.get(`/staff/${staffId}/leave-entitlements?year=${year}`)).body['items']).toMatchObject([{ days: 5, usedDays: 0 }]);
    expect((await entitle(staffId, null)).body).toEqual({ staffId, kind: 'annual', year, version: 0 });
    expect((await own.get(`/staff/${staffId}/leave-entitlements`)).body['items']).toEqual([]);
  });

  it('counts what was approved before it was set, and both years of a leave over the turn of the year', async () => {
    const staffId = await practice.doctor({ rules: [] });
    const over = await approve(await requested(staffId, '2026-12-30', '2027-01-05'));
    expect(over.body['workingDays']).toBe(5);
    expect((await entitle(staffId, 2)).body['code']).toBe('entitlement-below-used');
    expect((await entitle(staffId, 10)).body).toMatchObject({ usedDays: 3, remainingDays: 7 });
  });

  it('holds under racing approvals', async () => {
    const staffId = await practice.doctor();
    await entitle(staffId, 10);
    const weeks = Array.from({ length: 12 }, (_, index) => Temporal.PlainDate.from('2027-04-05').add({ weeks: index }));
    const ids = await Promise.all(weeks.map((monday) => requested(staffId, monday.toString(), monday.add({ days: 1 }).toString())));
    const answers = await Promise.all(ids.map(approve));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    const refused = answers.filter(({ status }) => status !== 200).map(({ body }) => body['code']);
    expect(new Set(refused)).toEqual(new Set(['leave-entitlement-exceeded']));
    expect((await hr.get(`/staff/${staffId}/leave-entitlements`)).body['items']).toMatchObject([{ days: 10, usedDays: 10 }]);
  });

  it('does not miss an approval that races it', async () => {
    for (let round = 0; round < 8; round++) {
      const staffId = await practice.doctor();
      const ids = await Promise.all([1, 8].map((day) => requested(staffId, `2027-06-0${day}`, `2027-06-0${day}`)));
      await Promise.all([entitle(staffId, 1), ...ids.map(approve)]);
      const [row] = await practice.app.database.query<{ used: number; approved: string }>(
        `select coalesce(max(e.used_days), 0) as used, (select count(*) from staffing.leave_requests l
           where l.staff_id = $1 and l.status = 'approved') as approved
         from staffing.leave_entitlements e where e.staff_id = $1`,
        [staffId],
      );
      const set = (await hr.get(`/staff/${staffId}/leave-entitlements`)).body['items'];
      if (set.length > 0) expect(row).toEqual({ used: Number(row!.approved), approved: row!.approved });
      else expect(row!.approved).toBe('2');
    }
  });

  it('lets one of two overlapping approvals through', async () => {
    const staffId = await practice.doctor();
    const ids = await Promise.all(Array.from({ length: 10 }, () => requested(staffId, '2027-09-01', '2027-09-03')));
    const answers = await Promise.all(ids.map(approve));
    expect(answers.map(({ status, body }) => (status === 200 ? '200' : body['code'])).sort()).toEqual([
      '200',
      ...Array(9).fill('leave-overlap'),
    ]);
  });
});
