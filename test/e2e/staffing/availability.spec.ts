import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Api } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { newDepartment, newFacility, newStaff } from './staffing-records.js';

describe('availability', () => {
  let app: TestApp;
  let hr: Api;
  let someone: () => Promise<string>;

  beforeAll(async () => {
    app = await startTestApp();
    const admin = await app.as('admin');
    hr = await app.as('hr-manager');
    const { id: facilityId } = await newFacility(admin);
    const { id: departmentId } = await newDepartment(admin, facilityId);
    someone = async () => `/staff/${(await newStaff(hr, facilityId, departmentId)).id}/availability`;
  });

  afterAll(() => app.close());

  it('is empty until it is set, and then replaced as a whole', async () => {
    const path = await someone();
    expect((await hr.get(path)).body).toMatchObject({ rules: [], exceptions: [], capacity: 1, version: 0 });
    const body = {
      timeZone: 'europe/london',
      rules: [{ weekday: 1, from: '09:00', to: '24:00', validFrom: '2026-01-01', validUntil: '2026-12-31' }],
      exceptions: [{ date: '2026-12-24', from: '13:00', to: '24:00', kind: 'closed', reason: 'Christmas' }],
      capacity: 3,
    };
    const first = await hr.put(path, body);
    expect([first.status, first.headers.get('etag')]).toEqual([200, '"1"']);
    expect(first.body).toMatchObject({ ...body, timeZone: 'Europe/London', version: 1 });
    expect((await hr.get(path)).body).toEqual(first.body);
    const second = await hr.put(path, { rules: [] }, { 'if-match': '"1"' });
    expect(second.body).toMatchObject({ rules: [], exceptions: [], capacity: 1, version: 2 });
    expect(second.body.timeZone).toBeUndefined();
    expect((await hr.get(path)).body).toEqual(second.body);
    expect((await hr.put(path, { rules: [] }, { 'if-match': '"1"' })).body.code).toBe('stale-version');
  });

  it('joins rules that overlap', async () => {
    const rules = [
      { weekday: 2, from: '13:00', to: '17:00' },
      { weekday: 1, from: '11:00', to: '14:00' },
      { weekday: 1, from: '09:00', to: '12:00' },
    ];
    const { body } = await hr.put(await someone(), { rules });
    expect(body.rules).toEqual([
      { weekday: 1, from: '09:00', to: '14:00' },
      { weekday: 2, from: '13:00', to: '17:00' },
    ]);
  });

  it('is refused where it makes no sense', async () => {
    const path = await someone();
    const refused = async (body: object): Promise<[number, string, string | undefined]> => {
      const answer = await hr.put(path, body);
      return [answer.status, answer.body.code, answer.body.errors?.[0]?.pointer];
    };
    const rule = { weekday: 1, from: '09:00', to: '17:00' };
    expect(await refused({ rules: [{ ...rule, weekday: 8 }] })).toEqual([400, 'malformed-request', '/rules/0/weekday']);
    expect(await refused({ rules: [{ ...rule, from: '24:00' }] })).toEqual([400, 'malformed-request', '/rules/0/from']);
    expect(await refused({ rules: [{ ...rule, from: '9:00' }] })).toEqual([400, 'malformed-request', '/rules/0/from']);
    expect(await refused({ rules: [rule], capacity: 0 })).toEqual([400, 'malformed-request', '/capacity']);
    expect(await refused({})).toEqual([400, 'malformed-request', '/rules']);
    expect(await refused({ rules: [{ ...rule, to: '09:00' }] })).toEqual([422, 'invalid-availability', '/rules/0/to']);
    const backwards = { ...rule, validFrom: '2026-02-01', validUntil: '2026-01-01' };
    expect(await refused({ rules: [backwards] })).toEqual([422, 'invalid-availability', '/rules/0/validUntil']);
    const half = { date: '2026-12-24', from: '09:00', kind: 'open' };
    expect(await refused({ rules: [], exceptions: [half] })).toEqual([422, 'invalid-availability', '/exceptions/0']);
    expect((await hr.put('/staff/01990000-0000-7000-8000-000000000000/availability', { rules: [] })).status).toBe(404);
  });

  it('is set by many at once without a failure', async () => {
    const path = await someone();
    const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => hr.put(path, { rules: [], capacity: index + 1 })));
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    expect(answers.some(({ status }) => status === 200)).toBe(true);
    const { body } = await hr.get(path);
    expect(answers.filter(({ status, body: each }) => status === 200 && each.version === body.version)).toHaveLength(1);
  });
});
