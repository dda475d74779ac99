import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { me, signedIn } from './access-rig.js';
import type { ProviderUser } from './identity-provider.js';
import { enrol, type Enrolled } from './one-time-codes.js';
import { ProviderRig, RETURN_TO } from './provider-rig.js';

const rig = new ProviderRig();

beforeAll(() => rig.start());

beforeEach(() => rig.nextPerson());

afterAll(() => rig.stop());

describe('a page that began it', () => {
  const start = (query: Record<string, string>): string => `?${new URLSearchParams(query).toString()}`;
  async function sentBack(user: ProviderUser, query: Record<string, string> = {}): Promise<URL> {
    const { status, location } = await rig.open(await rig.back(user, start({ returnTo: RETURN_TO, ...query })));
    expect(status).toBe(302);
    return new URL(location!);
  }

  it('is sent back to with a code, which is exchanged for tokens once', async () => {
    const url = await sentBack(rig.known());

    const { code, ...rest } = Object.fromEntries(url.searchParams);
    expect([url.origin, url.pathname, rest]).toEqual(['https://app.hospital.example', '/signed-in', { from: 'aceso' }]);
    const answers = await Promise.all(Array.from({ length: 4 }, () => rig.exchange({ code })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401]);
    const tokens = answers.find(({ status }) => status === 200)!.body;
    expect((await me(rig.app, tokens['accessToken'])).body).toMatchObject({ id: rig.ada.id });
    expect((await rig.exchange({ code: 'made-up' })).body['code']).toBe('invalid-sign-in-code');
  });

  it('keeps its code to itself by a secret', async () => {
    const codeVerifier = randomBytes(32).toString('base64url');
    const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');
    const code = (await sentBack(rig.known(), { codeChallenge })).searchParams.get('code');

    expect((await rig.exchange({ code })).body['code']).toBe('invalid-sign-in-code');
    expect((await rig.exchange({ code, codeVerifier: randomBytes(32).toString('base64url') })).status).toBe(401);
    expect((await rig.exchange({ code, codeVerifier })).status).toBe(200);
    const foreign = (await sentBack(rig.known({ sub: (await rig.subjectOf(rig.ada.id))! }))).searchParams.get('code');
    expect((await rig.exchange({ code: foreign, codeVerifier })).body['code']).toBe('invalid-sign-in-code');
  });

  it('has five minutes', async () => {
    const code = (await sentBack(rig.known())).searchParams.get('code');
    rig.clock.pass({ minutes: 5 });

    expect((await rig.exchange({ code })).status).toBe(401);
  });

  it('is sent back to with the code of a refusal', async () => {
    const url = await sentBack(rig.known({ email_verified: false }));

    expect(url.searchParams.get('error')).toBe('identity-not-linked');
    expect(url.searchParams.get('code')).toBeNull();
  });

  it.each([
    'https://evil.example/signed-in',
    'https://app.hospital.example.evil.example/signed-in?from=aceso',
    'https://app.hospital.example/signed-in',
    `${RETURN_TO}&x=1`,
    '//evil.example',
    'javascript:alert(1)',
  ])('is not %s, which nobody has named', async (returnTo) => {
    const answer = await rig.app.stranger.get(`/auth/oidc/hospital/start${start({ returnTo })}`);

    expect([answer.status, answer.body['code']]).toEqual([400, 'return-address-refused']);
    expect(answer.headers.get('location')).toBeNull();
  });
});

describe('a user with a second factor', () => {
  let codes: Enrolled;

  beforeEach(async () => {
    codes = await enrol(await signedIn(rig.app, rig.ada), rig.clock);
    rig.clock.pass({ seconds: 60 });
  });

  const secondFactor = async (token: string): Promise<unknown> => {
    const sid = decodeJwt<{ sid: string }>(token).sid;
    const [row] = await rig.app.database.query<{ shown: boolean }>(
      'select second_factor_at is not null as shown from access.sessions where id = $1',
      [sid],
    );
    return row?.shown;
  };

  it('is asked for it where the provider asked for none, and the code still counts then', async () => {
    const { status, body } = await rig.open(await rig.back(rig.known()));

    expect([status, body['code']]).toEqual([401, 'totp-required']);
    const code = body['signInCode'];
    expect((await rig.exchange({ code })).body['code']).toBe('totp-required');
    expect((await rig.exchange({ code, totp: '000000' })).body['code']).toBe('invalid-credentials');
    const done = await rig.exchange({ code, totp: codes.app.code() });
    expect(done.status).toBe(200);
    expect(await secondFactor(done.body['accessToken'])).toBe(true);
    expect((await rig.exchange({ code, recoveryCode: codes.recoveryCodes[0] })).body['code']).toBe('invalid-sign-in-code');
  });

  it('may show a recovery code in its place', async () => {
    const { body } = await rig.open(await rig.back(rig.known()));

    expect((await rig.exchange({ code: body['signInCode'], recoveryCode: codes.recoveryCodes[0] })).status).toBe(200);
  });

  it('is not asked again where the provider did, if it is believed in that', async () => {
    const { status, body } = await rig.open(await rig.back(rig.known({ amr: ['pwd', 'mfa'] })));

    expect(status).toBe(200);
    expect(await secondFactor(body['accessToken']!)).toBe(true);
    const sub = (await rig.subjectOf(rig.ada.id))!;
    const unbelieved = await rig.open(await rig.back(rig.known({ sub, amr: ['pwd', 'otp'] })));
    expect(unbelieved.body['code']).toBe('totp-required');
  });

  it('is kept from guessing, as with a password', async () => {
    const { body } = await rig.open(await rig.back(rig.known()));
    const guess = (): ReturnType<ProviderRig['exchange']> => rig.exchange({ code: body['signInCode'], totp: '000000' });
    for (let failure = 0; failure < 10; failure++) expect((await guess()).status).toBe(401);

    const locked = await rig.exchange({ code: body['signInCode'], totp: codes.app.code() });

    expect([locked.status, locked.body['code']]).toEqual([429, 'too-many-failures']);
  });
});
