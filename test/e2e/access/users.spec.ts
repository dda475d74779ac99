import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Api } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { colleague, facility, logIn, PASSWORD, person, signedIn } from './access-rig.js';

describe('an administrator', () => {
  let app: TestApp;
  let admin: Api;

  beforeAll(async () => {
    app = await startTestApp();
    admin = await app.as('admin');
  });

  afterAll(() => app.close());

  const newUser = (email: string): object => ({ email, displayName: 'Bo Berg', password: PASSWORD, roles: [{ role: 'nurse' }] });

  describe('creating a user', () => {
    it('gets the user, with version and address', async () => {
      const facilityId = await facility(app);
      const roles = [{ role: 'nurse', facilityId }, { role: 'analyst' }, { role: 'analyst' }];

      const created = await admin.post('/users', { ...newUser('bo@test.invalid'), roles });

      expect(created.status).toBe(201);
      expect(created.body).toMatchObject({ email: 'bo@test.invalid', displayName: 'Bo Berg', disabled: false, version: 1 });
      expect(created.body['roles']).toEqual([{ role: 'nurse', facilityId }, { role: 'analyst' }]);
      expect(JSON.stringify(created.body)).not.toMatch(/password|argon/i);
      expect(created.headers.get('etag')).toBe('"1"');
      const read = await admin.get(created.headers.get('location')!);
      expect(read.status).toBe(200);
      expect(read.body).toMatchObject({ id: created.body['id'], roles: [{ role: 'analyst' }, { role: 'nurse', facilityId }] });
      expect((await logIn(app, 'BO@test.invalid')).status).toBe(200);
    });

    it('is refused where the person or the facility does not exist', async () => {
      const refused = async (changes: object): Promise<[number, string]> => {
        const { status, body } = await admin.post('/users', { ...newUser('none@test.invalid'), ...changes });
        return [status, body['code']];
      };
      expect(await refused({ roles: [{ role: 'nurse', facilityId: randomUUID() }] })).toEqual([422, 'unknown-facility']);
      expect(await refused({ staffId: randomUUID() })).toEqual([422, 'unknown-staff']);
      expect(await refused({ patientId: randomUUID() })).toEqual([422, 'unknown-patient']);
    });

    it('leaves an audit row that names who did it', async () => {
      const created = await admin.post('/users', newUser('audited@test.invalid'), { 'x-request-id': 'req-audited' });

      const rows = await app.database.query(
        'select actor_kind, actor_id, action, resource_type, outcome, address, request_id from access.audit_events where resource_id = $1',
        [created.body['id']],
      );
      const who = { actor_kind: 'user', actor_id: admin.userId, address: '127.0.0.1', request_id: 'req-audited' };
      expect(rows).toEqual([{ ...who, action: 'user.create', resource_type: 'user', outcome: 'success' }]);
    });

    it('is refused for an e-mail address that is taken, whatever its capitals', async () => {
      await admin.post('/users', newUser('taken@test.invalid'));

      const second = await admin.post('/users', newUser('Taken@Test.invalid'));

      expect(second.status).toBe(409);
      expect(second.body['code']).toBe('email-taken');
    });

    it('is refused for a password that is short, long or easy to guess', async () => {
      const weak = newUser('weak@test.invalid');

      for (const password of ['fourteen chars', 'x'.repeat(15), 'passwordpassword', 'y'.repeat(64) + 'z'.repeat(65)]) {
        const answer = await admin.post('/users', { ...weak, password });
        expect(answer.status).toBe(422);
        expect(answer.body).toMatchObject({ code: 'password-unfit', errors: [{ pointer: '/password' }] });
      }
    });

    it('is refused for a role that does not exist and for fields that do not', async () => {
      const role = await admin.post('/users', { ...newUser('x@test.invalid'), roles: [{ role: 'wizard' }] });
      const field = await admin.post('/users', { ...newUser('x@test.invalid'), passwordHash: 'x' });
      const prototype = await admin.post('/users', '{"email":"x@test.invalid","displayName":"x","roles":[],"__proto__":{"admin":true}}');

      expect([role.status, field.status, prototype.status]).toEqual([400, 400, 400]);
      expect(role.body['errors'][0].pointer).toBe('/roles/0/role');
    });

    it('makes one user of the same request sent again with its key', async () => {
      const key = { 'idempotency-key': 'make-one' };
      const first = await admin.post('/users', newUser('one@test.invalid'), key);
      const again = await admin.post('/users', newUser('one@test.invalid'), key);

      expect([first.status, again.status]).toEqual([201, 201]);
      expect(again.body).toEqual(first.body);
      expect(again.headers.get('idempotency-replayed')).toBe('true');
    });
  });

  it('reads users page by page', async () => {
    for (let count = 0; count < 4; count++) await person(app);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { status, body } = await admin.get(`/users?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`);
      expect(status).toBe(200);
      seen.push(...body['items'].map((user: { id: string }) => user.id));
      cursor = body['nextCursor'];
    }

    const all = await app.database.query<{ id: string }>('select id from access.users order by id');
    expect(seen).toEqual(all.map(({ id }) => id));
    expect((await admin.get('/users?cursor=bm90LW91cnM')).status).toBe(400);
    expect((await admin.get(`/users?cursor=${Buffer.from('["x"]').toString('base64url')}`)).status).toBe(400);
    expect((await admin.get('/users?limit=201')).status).toBe(400);
  });

  it('finds no user where there is none', async () => {
    for (const id of [randomUUID(), 'not-an-id']) {
      expect((await admin.get(`/users/${id}`)).status).toBe(404);
      expect((await admin.patch(`/users/${id}`, { displayName: 'x' }, 1)).status).toBe(404);
      expect((await admin.post(`/users/${id}/roles`, { role: 'nurse' })).status).toBe(404);
      expect((await admin.delete(`/users/${id}/roles/nurse`)).status).toBe(404);
    }
  });

  describe('changing a user', () => {
    it('changes what the patch names and nothing else', async () => {
      const { id } = await person(app);
      const staffId = await colleague(app, await facility(app));

      const linked = await admin.patch(`/users/${id}`, { displayName: 'New Name', staffId }, 1);
      const unlinked = await admin.patch(`/users/${id}`, { staffId: null }, 2);

      expect(linked.status).toBe(200);
      expect(linked.body).toMatchObject({ displayName: 'New Name', staffId, version: 2, roles: [{ role: 'receptionist' }] });
      expect(linked.headers.get('etag')).toBe('"2"');
      expect(unlinked.body).toMatchObject({ displayName: 'New Name', version: 3 });
      expect(unlinked.body).not.toHaveProperty('staffId');
      expect((await admin.get(`/users/${id}`)).body).toEqual(unlinked.body);
    });

    it('is refused for a member of staff or a patient that does not exist', async () => {
      const { id } = await person(app);

      expect((await admin.patch(`/users/${id}`, { staffId: id }, 1)).body).toMatchObject({ status: 422, code: 'unknown-staff' });
      expect((await admin.patch(`/users/${id}`, { patientId: id }, 1)).body).toMatchObject({ status: 422, code: 'unknown-patient' });
    });

    it('keeps the version where nothing is different', async () => {
      const { id, email } = await person(app);

      expect((await admin.patch(`/users/${id}`, { email }, 1)).body['version']).toBe(1);
    });

    it('needs the version it was made from', async () => {
      const { id } = await person(app);
      await admin.patch(`/users/${id}`, { displayName: 'Somebody was faster' }, 1);

      const without = await admin.patch(`/users/${id}`, { displayName: 'x' });
      const stale = await admin.patch(`/users/${id}`, { displayName: 'x' }, 1);

      expect([without.status, without.body['code']]).toEqual([428, 'if-match-required']);
      expect([stale.status, stale.body['code']]).toEqual([412, 'stale-version']);
    });

    it('is refused for an e-mail address that is taken', async () => {
      const [one, other] = [await person(app), await person(app)];

      expect((await admin.patch(`/users/${one.id}`, { email: other.email }, 1)).body['code']).toBe('email-taken');
    });

    it('by disabling them ends what they may do, at the next request', async () => {
      const user = await person(app);
      const session = await signedIn(app, user);

      const answer = await admin.patch(`/users/${user.id}`, { disabled: true }, 1);

      expect(answer.body).toMatchObject({ disabled: true, version: 2 });
      expect((await session.get('/auth/me')).status).toBe(401);
      expect((await logIn(app, user.email)).status).toBe(401);
      await admin.patch(`/users/${user.id}`, { disabled: false }, 2);
      expect((await session.get('/auth/me')).status).toBe(401);
      expect((await logIn(app, user.email)).status).toBe(200);
    });

    it('to another password signs them out everywhere', async () => {
      const user = await person(app);
      const session = await signedIn(app, user);

      const password = 'seven lanterns over the harbour';
      expect((await admin.patch(`/users/${user.id}`, { password }, 1)).status).toBe(200);

      expect((await session.get('/auth/me')).status).toBe(401);
      expect((await logIn(app, user.email)).status).toBe(401);
      expect((await logIn(app, user.email, password)).status).toBe(200);
      expect((await admin.patch(`/users/${user.id}`, { password: 'too short' }, 2)).body['code']).toBe('password-unfit');
    });
  });
});
