import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import * as client from 'openid-client';
import { type Answer, Api } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { askToken, askTokenAs, atWork, machine, type Machine } from './machines.js';

const basic = ({ clientId, clientSecret }: Machine): string => `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;

/** As RFC 6749 §5.2 has it, and as we have it. */
function expectOAuthError(answer: Answer, status: number, error: string): void {
  expect({ status: answer.status, error: answer.body['error'] }).toEqual({ status, error });
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const description = expect.stringMatching(/^[\x20\x21\x23-\x5b\x5d-\x7e]+$/);
  expect(answer.body).toMatchObject({ code: error.replaceAll('_', '-'), status, error_description: description });
}

describe('a token for a machine', () => {
  let app: TestApp;
  let admin: Api;
  let lab: Machine;

  beforeAll(async () => {
    app = await startTestApp();
    admin = await app.as('admin');
    lab = await machine(admin, ['facility:read', 'staff:read']);
  });

  beforeEach(() => app.database.query('delete from access.sign_in_failures'));

  afterAll(() => app.close());

  it('is got by HTTP Basic or in the form, for a quarter of an hour, and nothing renews it', async () => {
    for (const answer of [await askTokenAs(app, lab), await askToken(app, {}, { authorization: basic(lab) })]) {
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({
        access_token: expect.any(String),
        token_type: 'Bearer',
        expires_in: 900,
        scope: 'facility:read staff:read',
      });
      expect([answer.headers.get('cache-control'), answer.headers.get('pragma')]).toEqual(['no-store', 'no-cache']);
    }
  });

  it('is got by a client library that knows nothing of us but OAuth', async () => {
    const server = { issuer: app.origin, token_endpoint: `${app.origin}/api/v1/auth/token` };
    const config = new client.Configuration(server, lab.clientId, {}, client.ClientSecretBasic(lab.clientSecret));
    client.allowInsecureRequests(config);

    const token = await client.clientCredentialsGrant(config, { scope: 'staff:read' });

    expect(token).toMatchObject({ token_type: 'bearer', expires_in: 900, scope: 'staff:read' });
    expect((await new Api(app.origin, token.access_token).get('/staff')).status).toBe(200);
    await expect(client.clientCredentialsGrant(config, { scope: 'user:manage' })).rejects.toMatchObject({
      error: 'invalid_scope',
      status: 400,
    });
  });

  it('allows the scopes that it was asked for, if the account holds them, and says so', async () => {
    const narrow = await askTokenAs(app, lab, 'staff:read');
    const api = new Api(app.origin, narrow.body['access_token']);

    expect(narrow.body['scope']).toBe('staff:read');
    expect((await api.get('/staff')).status).toBe(200);
    expect((await api.get('/facilities')).status).toBe(403);
    for (const scope of ['user:manage', 'staff:read user:manage', 'nothing:known', '', 'staff:read  facility:read']) {
      expectOAuthError(await askTokenAs(app, lab, scope), 400, 'invalid_scope');
    }
  });

  it('tells nothing but that the client is a wrong one', async () => {
    const disabled = await machine(admin, ['slot:find']);
    await admin.patch(`/service-accounts/${disabled.id}`, { disabled: true }, 1);

    const answers = [
      await askTokenAs(app, { ...lab, clientSecret: `${lab.clientSecret}x` }),
      await askTokenAs(app, { ...lab, clientSecret: '' }),
      await askTokenAs(app, { ...lab, clientId: randomUUID() }),
      await askTokenAs(app, { ...lab, clientId: "' or true --" }),
      await askTokenAs(app, disabled),
      await askToken(app, {}, { authorization: basic({ ...lab, clientSecret: 'wrong' }) }),
      await askToken(app, {}),
    ];

    for (const answer of answers) {
      expectOAuthError(answer, 401, 'invalid_client');
      expect(answer.headers.get('www-authenticate')).toBe('Basic realm="service accounts"');
    }
    expect(new Set(answers.map(({ body }) => body['error_description'])).size).toBe(1);
  });

  it('is refused to requests that are none', async () => {
    expectOAuthError(await askToken(app, { grant_type: 'password' }), 400, 'unsupported_grant_type');
    expectOAuthError(await askToken(app, { grant_type: '' }), 400, 'invalid_request');
    expectOAuthError(await askToken(app, { client_id: lab.clientId }, { authorization: basic(lab) }), 400, 'invalid_request');
    const json = await app.stranger.post('/auth/token', { grant_type: 'client_credentials' });
    expect([json.status, json.body['code']]).toEqual([415, 'unsupported-media-type']);
    const text = await app.stranger.send('POST', '/auth/token', 'x', { 'content-type': 'text/plain' });
    expect(text.status).toBe(415);
  });

  it('ignores fields that it does not know, as RFC 6749 asks', async () => {
    const fields = { client_id: lab.clientId, client_secret: lab.clientSecret, audience: 'x' };

    expect((await askToken(app, fields)).status).toBe(200);
  });

  it('is refused for a while after too many failures, and only that client', async () => {
    const other = await machine(admin, ['slot:find']);
    const wrong = { ...other, clientSecret: 'wrong' };
    for (let failure = 0; failure < 10; failure++) expect((await askTokenAs(app, wrong)).status).toBe(401);

    const locked = await askTokenAs(app, other);

    expect([locked.status, locked.body['code']]).toEqual([429, 'too-many-failures']);
    expect(locked.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await askTokenAs(app, lab)).status).toBe(200);
  });

  it('is not kept from a machine by strangers, at an address where it got one before', async () => {
    const known = await machine(admin, ['slot:find']);
    await atWork(app, known);
    await app.database.query("update access.service_tokens set address = '127.0.0.9' where service_account_id = $1", [known.id]);
    for (let failure = 0; failure < 11; failure++) await askTokenAs(app, { ...known, clientSecret: 'wrong' });
    expect((await askTokenAs(app, known)).status).toBe(429);
    await app.database.query("update access.service_tokens set address = '127.0.0.1' where service_account_id = $1", [known.id]);

    expect((await askTokenAs(app, known)).status).toBe(200);
  });

  it('is in the audit trail, refused or given', async () => {
    const account = await machine(admin, ['slot:find']);
    await askTokenAs(app, { ...account, clientSecret: 'wrong' });
    await askTokenAs(app, account);

    const rows = await app.database.query(
      `select actor_kind, actor_id, outcome, address from access.audit_events
       where action = 'service-account.token' and resource_id = $1 order by id`,
      [account.id],
    );

    expect(rows).toEqual([
      { actor_kind: 'anonymous', actor_id: null, outcome: 'refused', address: '127.0.0.1' },
      { actor_kind: 'service', actor_id: account.id, outcome: 'success', address: '127.0.0.1' },
    ]);
  });

  it('is no good where it has expired or was revoked, nor for the dashboard of the queues', async () => {
    const account = await machine(admin, ['staff:read', 'queues:manage']);
    const api = await atWork(app, account);
    const after = async (change: string): Promise<number> => {
      await app.database.query(`update access.service_tokens set ${change} where service_account_id = $1`, [account.id]);
      return (await api.get('/staff')).status;
    };

    expect(await after('revoked_at = now()')).toBe(401);
    expect(await after('revoked_at = null')).toBe(200);
    expect(await after('expires_at = now()')).toBe(401);
    const cookie = { cookie: `aceso_queues=${api.token}` };
    expect((await app.stranger.get('/admin/queues', cookie)).status).not.toBe(200);
  });

  it('is no good for a person’s session, nor a person’s token for a machine', async () => {
    const claimsOf = (token: string): Record<string, unknown> => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString());
    const api = await atWork(app, lab);

    expect(claimsOf(api.token!)).toMatchObject({ sub: lab.id, client_id: lab.id });
    expect(claimsOf(admin.token!)).not.toHaveProperty('client_id');
    expect(await app.database.query('select 1 from access.sessions where id = $1', [claimsOf(api.token!)['sid']])).toEqual([]);
  });
});
