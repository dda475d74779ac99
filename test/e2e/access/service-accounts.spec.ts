import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Api } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { facility } from './access-rig.js';
import { askTokenAs, atWork, machine } from './machines.js';

let app: TestApp;
let admin: Api;

beforeAll(async () => {
  app = await startTestApp();
  admin = await app.as('admin');
});

afterAll(() => app.close());

describe('a service account', () => {
  it('is created with a secret that is told once and kept as a digest only', async () => {
    const body = { name: 'Laboratory', scopes: ['slot:find', 'patient:find'] };
    const created = await admin.post('/service-accounts', body);

    expect(created.status).toBe(201);
    expect(created.headers.get('cache-control')).toBe('no-store');
    expect(created.body).toMatchObject({ name: 'Laboratory', scopes: ['patient:find', 'slot:find'], disabled: false, version: 1 });
    expect(created.body['clientId']).toBe(created.body['id']);
    expect(created.body['clientSecret']).toMatch(/^aceso_[\w-]{43}$/);
    const read = await admin.get(`/service-accounts/${created.body['id']}`);
    const { clientSecret, ...told } = created.body;
    expect(read.body).toEqual(told);
    const [row] = await app.database.query<object>('select a::text from access.service_accounts a where id = $1', [created.body['id']]);
    expect(JSON.stringify(row)).not.toContain(clientSecret.slice(6));
  });

  it('is managed by administrators alone', async () => {
    for (const role of ['doctor', 'auditor', 'ops', 'service']) {
      const other = await app.as(role);
      expect((await other.get('/service-accounts')).status).toBe(403);
      expect((await other.post('/service-accounts', { name: 'x', scopes: ['slot:find'] })).status).toBe(403);
    }
    const local = await app.as('admin', { facilityId: await facility(app) });
    expect((await local.get('/service-accounts')).status).toBe(403);
  });

  it('is refused with a scope that does not exist, with none, twice by one name, and at a facility that is none', async () => {
    const refused = async (body: object): Promise<[number, string]> => {
      const answer = await admin.post('/service-accounts', { name: 'Refused', ...body });
      return [answer.status, answer.body['code']];
    };
    expect(await refused({ scopes: ['world:rule'] })).toEqual([400, 'malformed-request']);
    expect(await refused({ scopes: [] })).toEqual([400, 'malformed-request']);
    expect(await refused({ scopes: ['slot:find'], facilityId: admin.userId })).toEqual([422, 'unknown-facility']);
    expect(await refused({ scopes: ['user:manage'], facilityId: await facility(app) })).toEqual([422, 'scope-not-at-facility']);
    await machine(admin, ['slot:find'], { name: 'Once' });
    expect(await refused({ name: 'ONCE', scopes: ['slot:find'] })).toEqual([409, 'service-account-name-taken']);
  });

  it('holds exactly its scopes, everywhere', async () => {
    const lab = await atWork(app, await machine(admin, ['facility:read', 'department:manage']));
    const facilityId = await facility(app);

    expect((await lab.get(`/facilities/${facilityId}`)).status).toBe(200);
    expect((await lab.post('/departments', { facilityId, name: 'Pathology', code: 'PATH' })).status).toBe(201);
    for (const path of ['/users', '/service-accounts', '/audit-events', '/patients?q=a']) {
      expect([path, (await lab.get(path)).status]).toEqual([path, 403]);
    }
  });

  it('manages users only where it was given that', async () => {
    const provisioning = await atWork(app, await machine(admin, ['user:manage']));

    expect((await provisioning.get('/users')).status).toBe(200);
    expect((await provisioning.get('/service-accounts')).status).toBe(403);
  });

  it('of one facility is nothing elsewhere', async () => {
    const [here, there] = [await facility(app), await facility(app)];
    const lab = await atWork(app, await machine(admin, ['facility:read', 'department:manage'], { facilityId: here }));

    expect((await lab.post('/departments', { facilityId: here, name: 'A', code: 'A' })).status).toBe(201);
    expect((await lab.get(`/facilities/${there}`)).status).toBe(404);
    expect((await lab.post('/departments', { facilityId: there, name: 'A', code: 'A' })).status).toBe(404);
  });

  it('has nothing that is meant for people', async () => {
    const lab = await atWork(app, await machine(admin, ['slot:find']));

    for (const answer of [await lab.get('/auth/me'), await lab.post('/auth/logout', undefined)]) {
      expect([answer.status, answer.body['code']]).toEqual([403, 'people-only']);
    }
  });

  it('is in the audit trail as the machine that it is', async () => {
    const account = await machine(admin, ['facility:read', 'department:manage']);
    const lab = await atWork(app, account);
    await lab.post('/departments', { facilityId: await facility(app), name: 'Radiology', code: 'RAD' });

    const { body } = await admin.get(`/audit-events?actorId=${account.id}`);

    const seen = body['items'].map(({ action, actor }: { action: string; actor: object }) => ({ action, actor }));
    const actor = { kind: 'service', id: account.id };
    expect(seen).toEqual([{ action: 'department.create', actor }, { action: 'service-account.token', actor }]);
    const [made] = (await admin.get('/audit-events?action=service-account.create')).body['items'];
    expect(made).toMatchObject({ actor: { kind: 'user', id: admin.userId }, resource: { type: 'service-account', id: account.id } });
  });

  it('repeats a write by its own key', async () => {
    const [one, other] = [await machine(admin, ['department:manage']), await machine(admin, ['department:manage'])];
    const [first, second] = [await atWork(app, one), await atWork(app, other)];
    const body = { facilityId: await facility(app), name: 'Ward', code: 'W1' };
    const key = { 'idempotency-key': 'ward-1' };

    expect((await first.post('/departments', body, key)).status).toBe(201);
    expect((await first.post('/departments', body, key)).headers.get('idempotency-replayed')).toBe('true');
    expect((await second.post('/departments', body, key)).body['code']).toBe('department-code-taken');
  });

  it('is listed page by page, with when it last got a token', async () => {
    const account = await machine(admin, ['slot:find']);
    await atWork(app, account);
    const seen: Record<string, unknown>[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await admin.get(`/service-accounts?limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...body['items']);
      cursor = body['nextCursor'];
    }

    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
    expect(seen.find(({ id }) => id === account.id)).toMatchObject({ lastTokenAt: expect.any(String) });
    expect(JSON.stringify(seen)).not.toContain('clientSecret');
  });
});

describe('changing a service account', () => {
  it('is felt at its next request, with the token that it has: fewer scopes, and none more', async () => {
    const account = await machine(admin, ['facility:read', 'department:manage']);
    const lab = await atWork(app, account);
    const facilityId = await facility(app);

    const narrowed = await admin.patch(`/service-accounts/${account.id}`, { scopes: ['facility:read'] }, 1);
    expect(narrowed.body).toMatchObject({ scopes: ['facility:read'], version: 2 });
    expect((await lab.post('/departments', { facilityId, name: 'A', code: 'A' })).status).toBe(403);
    expect((await lab.get(`/facilities/${facilityId}`)).status).toBe(200);

    await admin.patch(`/service-accounts/${account.id}`, { scopes: ['facility:read', 'staff:read'] }, 2);
    expect((await lab.get('/staff')).status).toBe(403);
    expect((await (await atWork(app, account)).get('/staff')).status).toBe(200);
  });

  it('to disabled ends its tokens, and enabling does not bring them back', async () => {
    const account = await machine(admin, ['facility:read']);
    const lab = await atWork(app, account);
    const path = `/facilities/${await facility(app)}`;

    expect((await admin.patch(`/service-accounts/${account.id}`, { disabled: true }, 1)).body).toMatchObject({ disabled: true, version: 2 });
    expect((await lab.get(path)).status).toBe(401);
    expect((await askTokenAs(app, account)).body['error']).toBe('invalid_client');
    await admin.patch(`/service-accounts/${account.id}`, { disabled: false }, 2);
    expect((await lab.get(path)).status).toBe(401);
    expect((await (await atWork(app, account)).get(path)).status).toBe(200);
  });

  it('to a facility moves it there at once', async () => {
    const account = await machine(admin, ['facility:read']);
    const lab = await atWork(app, account);
    const [here, there] = [await facility(app), await facility(app)];

    await admin.patch(`/service-accounts/${account.id}`, { facilityId: here }, 1);

    expect([(await lab.get(`/facilities/${here}`)).status, (await lab.get(`/facilities/${there}`)).status]).toEqual([200, 404]);
    await admin.patch(`/service-accounts/${account.id}`, { facilityId: null }, 2);
    expect((await lab.get(`/facilities/${there}`)).status).toBe(200);
  });

  it('needs its version, and is refused where there is none', async () => {
    const account = await machine(admin, ['slot:find']);

    expect((await admin.patch(`/service-accounts/${account.id}`, { name: 'x' })).status).toBe(428);
    expect((await admin.patch(`/service-accounts/${account.id}`, { name: 'x' }, 9)).status).toBe(412);
    expect((await admin.patch(`/service-accounts/${admin.userId}`, { name: 'x' }, 1)).status).toBe(404);
    expect((await admin.get(`/service-accounts/${admin.userId}`)).status).toBe(404);
  });
});

describe('a new secret', () => {
  it('ends the one before at once, and every token got by it', async () => {
    const account = await machine(admin, ['facility:read']);
    const lab = await atWork(app, account);

    const rotated = await admin.post(`/service-accounts/${account.id}/rotate-secret`);

    expect(rotated.status).toBe(200);
    expect(rotated.body['clientSecret']).not.toBe(account.clientSecret);
    expect((await lab.get(`/facilities/${await facility(app)}`)).status).toBe(401);
    expect((await askTokenAs(app, account)).status).toBe(401);
    expect((await askTokenAs(app, { ...account, clientSecret: rotated.body['clientSecret'] })).status).toBe(200);
  });

  it('lets the one before count for the overlap, and not longer', async () => {
    const account = await machine(admin, ['facility:read']);
    const lab = await atWork(app, account);

    const rotated = await admin.post(`/service-accounts/${account.id}/rotate-secret`, { overlapMinutes: 60 }, { 'if-match': '"1"' });

    expect(rotated.body).toMatchObject({ formerSecretUntil: expect.any(String), version: 2 });
    expect((await lab.get(`/facilities/${await facility(app)}`)).status).toBe(200);
    expect((await askTokenAs(app, account)).status).toBe(200);
    expect((await askTokenAs(app, { ...account, clientSecret: rotated.body['clientSecret'] })).status).toBe(200);
    const past = "update access.service_accounts set former_secret_until = now() - interval '1 second' where id = $1";
    await app.database.query(past, [account.id]);
    expect((await askTokenAs(app, account)).status).toBe(401);
    expect((await admin.post(`/service-accounts/${account.id}/rotate-secret`, {}, { 'if-match': '"1"' })).status).toBe(412);
  });

  it('is one of any number that are made at once: the last one counts', async () => {
    const account = await machine(admin, ['slot:find']);
    const rotate = `/service-accounts/${account.id}/rotate-secret`;

    const answers = await Promise.all(Array.from({ length: 6 }, () => admin.post(rotate)));

    const secrets = answers.filter(({ status }) => status === 200).map(({ body }) => body['clientSecret'] as string);
    const counting = await Promise.all(secrets.map((clientSecret) => askTokenAs(app, { ...account, clientSecret })));
    expect(secrets.length).toBeGreaterThan(0);
    expect(counting.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});
