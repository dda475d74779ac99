import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Api } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { credentialBody, newDepartment, newFacility, newStaff } from './staffing-records.js';

const today = Temporal.Now.plainDateISO('UTC');

describe('credentials', () => {
  let app: TestApp;
  let hr: Api;
  let staffId: string;
  let path: string;

  beforeAll(async () => {
    app = await startTestApp();
    const admin = await app.as('admin');
    hr = await app.as('hr-manager');
    const { id: facilityId } = await newFacility(admin);
    const { id: departmentId } = await newDepartment(admin, facilityId);
    staffId = (await newStaff(hr, facilityId, departmentId)).id;
    path = `/staff/${staffId}/credentials`;
  });

  afterAll(() => app.close());

  it('are recorded, listed and read', async () => {
    const body = credentialBody();
    const created = await hr.post(path, body);
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ ...body, staffId, status: 'valid', allowedActions: ['suspend'], version: 1 });
    expect(created.headers.get('location')).toBe(`/api/v1${path}/${created.body.id}`);
    expect((await hr.get(`${path}/${created.body.id}`)).body).toEqual(created.body);
    expect((await hr.get(path)).body.items).toContainEqual(created.body);
    const doctor = await app.as('doctor');
    expect((await doctor.get(`${path}/${created.body.id}`)).body.allowedActions).toEqual([]);
    expect((await doctor.post(path, credentialBody())).status).toBe(403);
  });

  it('say what they are worth today', async () => {
    const status = async (validFrom: Temporal.PlainDate, validUntil: Temporal.PlainDate): Promise<string> => {
      const body = credentialBody({ validFrom: validFrom.toString(), validUntil: validUntil.toString() });
      return (await hr.post(path, body)).body.status;
    };
    const longAgo = today.subtract({ years: 3 });
    expect(await status(longAgo, today.subtract({ days: 2 }))).toBe('expired');
    expect(await status(longAgo, today.add({ days: 30 }))).toBe('expiring');
    expect(await status(today.add({ days: 2 }), today.add({ days: 300 }))).toBe('upcoming');
  });

  it('are suspended with a reason and reinstated', async () => {
    const { id } = (await hr.post(path, credentialBody())).body;
    const suspended = await hr.post(`${path}/${id}/suspend`, { reason: 'under review' });
    expect([suspended.status, suspended.headers.get('etag')]).toEqual([200, '"2"']);
    expect(suspended.body).toMatchObject({ status: 'suspended', suspensionReason: 'under review', version: 2 });
    expect(suspended.body.allowedActions).toEqual(['reinstate']);
    expect((await hr.get(`${path}/${id}`)).body).toEqual(suspended.body);
    const again = await hr.post(`${path}/${id}/suspend`, { reason: 'again' });
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({ code: 'invalid-transition', from: 'suspended', action: 'suspend', allowedActions: ['reinstate'] });
    expect((await hr.post(`${path}/${id}/reinstate`, {}, { 'if-match': '"1"' })).body.code).toBe('stale-version');
    const reinstated = await hr.post(`${path}/${id}/reinstate`);
    expect(reinstated.body).toMatchObject({ status: 'valid', allowedActions: ['suspend'], version: 3 });
    expect(reinstated.body.suspendedAt).toBeUndefined();
    expect((await hr.post(`${path}/${id}/suspend`, {})).status).toBe(400);
    const events = await app.database.query<{ type: string }>(
      `select type from platform.outbox where payload ->> 'credentialId' = $1 order by id`,
      [id],
    );
    expect(events.map(({ type }) => type.split('.')[1])).toEqual(['credential-added', 'credential-suspended', 'credential-reinstated']);
  });

  it('are of one number only once at a time, also in a race', async () => {
    const body = credentialBody();
    const answers = await Promise.all(Array.from({ length: 10 }, () => hr.post(path, body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('credential-number-taken');
    const renewal = { ...body, validFrom: today.add({ years: 2, days: 1 }).toString(), validUntil: today.add({ years: 4 }).toString() };
    expect((await hr.post(path, renewal)).status).toBe(201);
    expect((await hr.post(path, { ...body, issuer: 'Another' })).status).toBe(201);
  });

  it('are refused where they make no sense or the person is unknown', async () => {
    const backwards = await hr.post(path, credentialBody({ validFrom: '2027-01-02', validUntil: '2027-01-01' }));
    expect([backwards.status, backwards.body.code]).toEqual([422, 'invalid-validity']);
    expect((await hr.post(path, credentialBody({ kind: 'Medical Licence' }))).status).toBe(400);
    expect((await hr.post(path, credentialBody({ validUntil: undefined }))).status).toBe(400);
    const nobody = '/staff/01990000-0000-7000-8000-000000000000/credentials';
    expect((await hr.post(nobody, credentialBody())).status).toBe(404);
    expect((await hr.get(`${path}/01990000-0000-7000-8000-000000000000`)).status).toBe(404);
  });
});
