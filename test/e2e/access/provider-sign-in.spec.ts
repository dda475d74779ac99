import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Api } from '../../harness/api.js';
import { me, person } from './access-rig.js';
import { CALLBACK, ProviderRig } from './provider-rig.js';

const rig = new ProviderRig();

beforeAll(() => rig.start());

beforeEach(() => rig.nextPerson());

afterAll(() => rig.stop());

describe('signing in at an identity provider', () => {
  it('signs in the user whose verified e-mail address it is, and from then on by the identity alone', async () => {
    const user = rig.known();

    const first = await rig.open(await rig.back(user));

    expect(first.status).toBe(200);
    const text = expect.any(String);
    expect(first.body).toEqual({ accessToken: text, refreshToken: text, tokenType: 'Bearer', expiresIn: 900 });
    expect((await me(rig.app, first.body['accessToken']!)).body).toMatchObject({ id: rig.ada.id });
    const again = await rig.open(await rig.back({ ...user, email: 'another@elsewhere.example' }));
    expect((await me(rig.app, again.body['accessToken']!)).body).toMatchObject({ id: rig.ada.id });
    const { body } = await rig.admin.get(`/users/${rig.ada.id}/external-identities`);
    const { issuer } = rig.provider;
    expect(body['items']).toMatchObject([{ provider: 'hospital', issuer, subject: user.sub, linkedBy: 'verified-email' }]);
  });

  it('asks with PKCE, state and nonce, and keeps what it needs where no script can read it', async () => {
    const response = await fetch(`${rig.app.origin}/api/v1/auth/oidc/hospital/start`, { redirect: 'manual' });

    const asked = new URL(response.headers.get('location')!);
    expect(response.status).toBe(302);
    expect(asked.origin).toBe(rig.provider.issuer);
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      response_type: 'code',
      redirect_uri: CALLBACK,
      scope: 'openid email',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
    });
    const kept = expect.stringMatching(/^aceso-sign-in=.+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(response.headers.getSetCookie()).toEqual([kept]);
  });

  it('tells a program where to go, and keeps the same', async () => {
    const { status, headers, body } = await rig.app.stranger.get('/auth/oidc/hospital/start', { accept: 'application/json' });

    expect([status, new URL(body['url']).origin]).toEqual([200, rig.provider.issuer]);
    expect(headers.getSetCookie()).toHaveLength(1);
  });

  it('makes nobody a user, whoever they are at the provider', async () => {
    const users = (): Promise<unknown> => rig.app.database.query('select count(*) from access.users');
    const before = await users();

    const stranger = await rig.open(await rig.back(rig.known({ email: 'stranger@elsewhere.example' })));
    const unverified = await rig.open(await rig.back(rig.known({ email_verified: false })));
    const nameless = await rig.open(await rig.back(rig.known({ email: undefined, email_verified: undefined })));

    for (const { status, body } of [stranger, unverified, nameless]) {
      expect([status, body['code']]).toEqual([401, 'identity-not-linked']);
    }
    expect(await users()).toEqual(before);
  });

  it('refuses a disabled user as if there were none', async () => {
    const user = rig.known();
    await rig.open(await rig.back(user));
    await rig.admin.patch(`/users/${rig.ada.id}`, { disabled: true }, 1);

    const linked = await rig.open(await rig.back(user));
    const byEmail = await rig.open(await rig.back(rig.known({ sub: 'somebody-new' })));

    expect([linked.status, linked.body['code']]).toEqual([401, 'identity-not-linked']);
    expect([byEmail.status, byEmail.body['code']]).toEqual([401, 'identity-not-linked']);
  });

  it('does not let an address that changed hands at the provider open the account of who had it before', async () => {
    await rig.open(await rig.back(rig.known()));

    const heir = await rig.open(await rig.back(rig.known()));

    expect([heir.status, heir.body['code']]).toEqual([401, 'identity-not-linked']);
  });

  it('links once of two first sign-ins at the same moment', async () => {
    const user = rig.known();
    const browsers = [rig.newBrowser(), rig.newBrowser()];
    rig.provider.expect(user);
    const urls: URL[] = [];
    for (const browser of browsers) urls.push(await browser.follow(rig.startAddress(), /\/callback\?/));

    const answers = await Promise.all(urls.map((url, index) => rig.open(url, browsers[index])));

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect((await rig.admin.get(`/users/${rig.ada.id}/external-identities`)).body['items']).toHaveLength(1);
  });

  it('is in the audit trail, done or refused', async () => {
    const user = rig.known();
    await rig.open(await rig.back(user));
    await rig.open(await rig.back(rig.known({ email: 'stranger@elsewhere.example' })));

    const { body } = await rig.admin.get(`/audit-events?actorId=${rig.ada.id}`);
    const seen = body['items'].map(({ action, reason }: { action: string; reason?: string }) => ({ action, reason }));
    expect(seen).toContainEqual({ action: 'session.start', reason: 'by hospital' });
    expect(seen).toContainEqual({ action: 'user.link-identity' });
    const [refused] = (await rig.admin.get('/audit-events?action=session.start&limit=1')).body['items'];
    expect(refused).toMatchObject({ outcome: 'refused', actor: { kind: 'anonymous' }, reason: 'by hospital' });
  });
});

describe('an administrator', () => {
  it('links an identity to a user, and takes it away with every session', async () => {
    const user = rig.known({ email: undefined });
    const path = `/users/${rig.ada.id}/external-identities`;

    const linked = await rig.admin.post(path, { provider: 'hospital', subject: user.sub });

    expect(linked.status).toBe(201);
    expect(linked.body).toMatchObject({ provider: 'hospital', issuer: rig.provider.issuer, subject: user.sub, linkedBy: 'administrator' });
    expect((await rig.admin.get(linked.headers.get('location')!)).body).toEqual(linked.body);
    const { body } = await rig.open(await rig.back(user));
    expect((await me(rig.app, body['accessToken']!)).status).toBe(200);
    expect((await rig.admin.delete(`${path}/${linked.body['id']}`)).status).toBe(204);
    expect((await me(rig.app, body['accessToken']!)).status).toBe(401);
    expect((await rig.open(await rig.back(user))).status).toBe(401);
    expect((await rig.admin.delete(`${path}/${linked.body['id']}`)).status).toBe(404);
  });

  it('links no identity twice, no user twice at one provider, and none of a provider that there is not', async () => {
    const other = await person(rig.app);
    const link = (id: string, body: object): ReturnType<Api['post']> => rig.admin.post(`/users/${id}/external-identities`, body);
    const { sub: subject } = rig.known();
    expect((await link(rig.ada.id, { provider: 'hospital', subject })).status).toBe(201);

    expect((await link(other.id, { provider: 'hospital', subject })).body['code']).toBe('external-identity-taken');
    expect((await link(rig.ada.id, { provider: 'hospital', subject: 'another' })).body['code']).toBe('external-identity-taken');
    expect((await link(other.id, { provider: 'nobody', subject })).body['code']).toBe('unknown-identity-provider');
    expect((await link(rig.ada.id.replace(/^../, '00'), { provider: 'hospital', subject })).status).toBe(404);
    expect((await (await rig.app.as('doctor')).get(`/users/${rig.ada.id}/external-identities`)).status).toBe(403);
  });
});
