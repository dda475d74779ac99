import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Api } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { facility, person, signedIn } from './access-rig.js';

let app: TestApp;
let admin: Api;

beforeAll(async () => {
  app = await startTestApp();
  admin = await app.as('admin');
});

afterAll(() => app.close());

describe('granting and withdrawing roles', () => {
  it('takes effect at the next request', async () => {
    const user = await person(app);
    const session = await signedIn(app, user);
    expect((await session.get('/users')).status).toBe(403);

    const granted = await admin.post(`/users/${user.id}/roles`, { role: 'admin' });
    expect(granted.status).toBe(200);
    expect(granted.body).toMatchObject({ version: 2, roles: [{ role: 'receptionist' }, { role: 'admin' }] });
    expect((await session.get('/users')).status).toBe(200);

    const withdrawn = await admin.delete(`/users/${user.id}/roles/admin`);
    expect(withdrawn.status).toBe(200);
    expect(withdrawn.body).toMatchObject({ version: 3, roles: [{ role: 'receptionist' }] });
    const refused = await session.get('/users');
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({ code: 'forbidden', permission: 'user:manage' });
  });

  it('tells facilities apart', async () => {
    const { id } = await person(app);
    const [here, there] = [await facility(app), await facility(app)];
    await admin.post(`/users/${id}/roles`, { role: 'nurse', facilityId: here });
    await admin.post(`/users/${id}/roles`, { role: 'nurse', facilityId: there });

    expect((await admin.delete(`/users/${id}/roles/nurse`)).status).toBe(404);
    const left = await admin.delete(`/users/${id}/roles/nurse?facilityId=${here}`);
    expect(left.body['roles']).toEqual([{ role: 'nurse', facilityId: there }, { role: 'receptionist' }]);
    expect((await admin.delete(`/users/${id}/roles/wizard`)).status).toBe(404);
    expect((await admin.delete(`/users/${id}/roles/nurse?facilityId=here`)).status).toBe(400);
  });

  it('changes nothing where the role is held already, also when asked many times at once', async () => {
    const { id } = await person(app);
    const answers = await Promise.all(Array.from({ length: 6 }, () => admin.post(`/users/${id}/roles`, { role: 'nurse' })));

    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
    expect((await admin.get(`/users/${id}`)).body).toMatchObject({ version: 2, roles: [{ role: 'nurse' }, { role: 'receptionist' }] });
  });

  it('is refused for a facility that does not exist', async () => {
    const { id } = await person(app);

    const answer = await admin.post(`/users/${id}/roles`, { role: 'nurse', facilityId: id });

    expect([answer.status, answer.body['code']]).toEqual([422, 'unknown-facility']);
  });

  it('heeds the version where one is named', async () => {
    const { id } = await person(app);

    expect((await admin.post(`/users/${id}/roles`, { role: 'nurse' }, { 'if-match': '"7"' })).status).toBe(412);
    expect((await admin.delete(`/users/${id}/roles/receptionist`, { 'if-match': '"7"' })).status).toBe(412);
  });
});

describe('users', () => {
  const others = ['doctor', 'receptionist', 'hr-manager', 'auditor', 'ops', 'patient', 'service'];

  it.each(others)('are not managed by the role %s', async (role) => {
    const api = await app.as(role);

    expect((await api.get('/users')).status).toBe(403);
    expect((await api.post('/users', { email: 'x@test.invalid', displayName: 'x', roles: [] })).status).toBe(403);
    expect((await api.post(`/users/${api.userId}/roles`, { role: 'admin' })).status).toBe(403);
    expect((await api.patch(`/users/${api.userId}`, { displayName: 'x' }, 1)).status).toBe(403);
  });

  it('are not managed, nor the audit trail read, by an administrator of one facility', async () => {
    const local = await app.as('admin', { facilityId: await facility(app) });

    expect((await local.get('/auth/me')).body['permissions']).toContain('staff:manage');
    expect((await local.get('/users')).status).toBe(403);
    expect((await local.post(`/users/${local.userId}/roles`, { role: 'admin' })).status).toBe(403);
    expect((await local.get('/audit-events')).status).toBe(403);
  });

  it('are not shown to strangers', async () => {
    expect((await app.stranger.get('/users')).status).toBe(401);
    expect((await app.stranger.post('/users', {})).status).toBe(401);
  });
});
