import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { decodeJwt, SignJWT } from 'jose';
import { COOKIE, ProviderRig } from './provider-rig.js';

const rig = new ProviderRig();

beforeAll(() => rig.start());

beforeEach(() => rig.nextPerson());

afterAll(() => rig.stop());

describe('what comes back from a provider', () => {
  it('is refused with another state, without the cookie, and in another browser', async () => {
    const url = await rig.back(rig.known());
    const forged = new URL(url);
    forged.searchParams.set('state', randomBytes(32).toString('base64url'));

    const lost = await rig.open(forged);
    expect([lost.status, lost.body['code']]).toEqual([400, 'sign-in-lost']);
    // The cookie is spent by any answer that comes with it.
    expect((await rig.open(url)).body['code']).toBe('sign-in-lost');
    const elsewhere = await rig.open(url, rig.newBrowser());
    expect([elsewhere.status, elsewhere.body['code']]).toEqual([400, 'sign-in-lost']);
  });

  it('is refused with a cookie that is not ours, or is meant for something else', async () => {
    const url = await rig.back(rig.known());

    for (const value of ['none', rig.admin.token!, `${rig.browser.cookieOf(rig.app.origin, COOKIE)}x`]) {
      rig.browser.setCookie(rig.app.origin, COOKIE, value);
      expect((await rig.open(url)).body['code']).toBe('sign-in-lost');
    }
  });

  it.each([
    ['nonce', randomBytes(32).toString('base64url')],
    ['codeVerifier', randomBytes(32).toString('base64url')],
  ])('is refused with another %s than the sign-in began with', async (member, value) => {
    const url = await rig.back(rig.known());
    const { signIn, ...claims } = decodeJwt<{ signIn: object }>(rig.browser.cookieOf(rig.app.origin, COOKIE)!);
    const cookie = (changes: object): Promise<string> => {
      const jwt = new SignJWT({ ...claims, signIn: { ...signIn, ...changes } });
      return jwt.setProtectedHeader({ alg: 'HS256', kid: 'test', typ: 'JWT' }).sign(Buffer.from(rig.secret));
    };
    rig.browser.setCookie(rig.app.origin, COOKIE, await cookie({ [member]: value }));

    const answer = await rig.open(url);

    expect([answer.status, answer.body['code']]).toEqual([401, 'provider-refused']);
    rig.browser.setCookie(rig.app.origin, COOKIE, await cookie({}));
    expect((await rig.open(await rig.back(rig.known()))).status).toBe(200);
  });

  it('counts once', async () => {
    const url = await rig.back(rig.known());
    const cookie = rig.browser.cookieOf(rig.app.origin, COOKIE)!;
    expect((await rig.open(url)).status).toBe(200);

    rig.browser.setCookie(rig.app.origin, COOKIE, cookie);
    const replayed = await rig.open(url);

    expect([replayed.status, replayed.body['code']]).toEqual([401, 'provider-refused']);
  });

  it('is refused with a code that the provider never gave, and where the provider refused', async () => {
    const forged = await rig.back(rig.known());
    forged.searchParams.set('code', 'made-up');
    expect((await rig.open(forged)).body['code']).toBe('provider-refused');

    const denied = await rig.back(rig.known());
    denied.searchParams.delete('code');
    denied.searchParams.set('error', 'access_denied');
    expect((await rig.open(denied)).body['code']).toBe('provider-refused');
  });

  it('is not awaited by a provider that there is none of, and one that is away is told', async () => {
    expect((await rig.app.stranger.get('/auth/oidc/nobody/start')).status).toBe(404);
    const away = await rig.app.stranger.get('/auth/oidc/away/start');
    expect([away.status, away.body['code']]).toEqual([503, 'unavailable']);
    expect(away.headers.get('retry-after')).toMatch(/^\d+$/);
    const { body } = await rig.app.stranger.get('/health/ready');
    expect(body).toMatchObject({
      status: 'degraded',
      checks: { 'identityProvider hospital': { status: 'up' }, 'identityProvider away': { status: 'degraded' } },
    });
    expect((await rig.app.stranger.get('/auth/oidc')).body['items']).toEqual([
      { name: 'hospital', issuer: rig.provider.issuer, start: '/api/v1/auth/oidc/hospital/start' },
      { name: 'away', issuer: 'http://127.0.0.1:9', start: '/api/v1/auth/oidc/away/start' },
    ]);
  });
});
