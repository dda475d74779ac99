import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type JWTHeaderParameters, SignJWT } from 'jose';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { logIn, me, person, type Person } from './access-rig.js';

const SECRETS = { new: randomBytes(32).toString('hex'), old: randomBytes(32).toString('hex') };

interface Forgery {
  header?: Partial<JWTHeaderParameters>;
  issuer?: string;
  audience?: string;
  expires?: string;
  secret?: string;
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

let app: TestApp;
let ada: Person;

beforeAll(async () => {
  app = await startTestApp({ env: { JWT_KEYS: `new:${SECRETS.new},old:${SECRETS.old}` } });
  ada = await person(app);
});

afterAll(() => app.close());

describe('an access token', () => {
  let claims: { sub: string; sid: string };
  let signature: string;

  beforeEach(async () => {
    const { body } = await logIn(app, ada.email);
    claims = JSON.parse(Buffer.from(body['accessToken'].split('.')[1], 'base64url').toString());
    signature = body['accessToken'].split('.')[2];
  });

  function token(forgery: Forgery = {}): Promise<string> {
    const { header = {}, issuer = 'aceso', audience = 'aceso-api', expires = '15m', secret = SECRETS.new } = forgery;
    return new SignJWT({ sid: claims.sid })
      .setProtectedHeader({ alg: 'HS256', kid: 'new', typ: 'JWT', ...header })
      .setSubject(claims.sub)
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime(expires)
      .sign(Buffer.from(secret));
  }

  it('counts when any of our keys signed it, so that a new key signs nobody out', async () => {
    expect((await me(app, await token())).status).toBe(200);
    expect((await me(app, await token({ header: { kid: 'old' }, secret: SECRETS.old }))).status).toBe(200);
  });

  it.each<[string, Forgery]>([
    ['is expired', { expires: '-1s' }],
    ['is signed with another key', { secret: randomBytes(32).toString('hex') }],
    ['is signed with one of our keys and names the other', { header: { kid: 'old' } }],
    ['names no key', { header: { kid: undefined } }],
    ['names a member of Object', { header: { kid: 'constructor' } }],
    ['names a file', { header: { kid: '../../dev/null' }, secret: '\0' }],
    ['brings its own key', { header: { kid: 'mine', jwk: { kty: 'oct', k: encoded({}) } } as never, secret: SECRETS.old }],
    ['points to its key', { header: { kid: 'mine', jku: 'http://127.0.0.1:9/keys' } as never, secret: SECRETS.old }],
    ['uses another algorithm with our key', { header: { alg: 'HS512' }, secret: SECRETS.new }],
    ['is made by someone else', { issuer: 'somebody' }],
    ['is meant for someone else', { audience: 'aceso-dashboard' }],
  ])('is refused when it %s', async (_, forgery) => {
    const answer = await me(app, await token(forgery));

    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.body).toMatchObject({ code: 'unauthenticated', status: 401 });
  });

  it.each([
    ['has no signature and says so', () => `${encoded({ alg: 'none', kid: 'new' })}.${encoded(claims)}.`],
    ['says it needs no signature and has one', () => `${encoded({ alg: 'None', kid: 'new' })}.${encoded(claims)}.${signature}`],
    ['has claims that were not signed', () => `${encoded({ alg: 'HS256', kid: 'new' })}.${encoded({ ...claims, x: 1 })}.${signature}`],
    ['is no token', () => 'tick.tock.clock'],
    ['has a header that is no object', () => `${encoded(['HS256'])}.${encoded(claims)}.${signature}`],
  ])('is refused when it %s', async (_, forged) => {
    expect((await me(app, forged())).status).toBe(401);
  });

  it('is refused when it is signed with a key pair, and when a public key is used as if it were our secret', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const pem = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
    const sign = (alg: string, key: Parameters<SignJWT['sign']>[0]): Promise<string> =>
      new SignJWT({ sid: claims.sid })
        .setProtectedHeader({ alg, kid: 'new', typ: 'JWT' })
        .setSubject(claims.sub)
        .setIssuer('aceso')
        .setAudience('aceso-api')
        .setExpirationTime('15m')
        .sign(key);

    expect((await me(app, await sign('RS256', privateKey))).status).toBe(401);
    expect((await me(app, await sign('HS256', Buffer.from(pem)))).status).toBe(401);
  });

  it('is refused before it counts, and without an end', async () => {
    const sign = (unsigned: SignJWT): Promise<string> =>
      unsigned
        .setProtectedHeader({ alg: 'HS256', kid: 'new' })
        .setSubject(claims.sub)
        .setIssuer('aceso')
        .setAudience('aceso-api')
        .sign(Buffer.from(SECRETS.new));
    const { sid } = claims;

    expect((await me(app, await sign(new SignJWT({ sid }).setNotBefore('1h').setExpirationTime('2h')))).status).toBe(401);
    expect((await me(app, await sign(new SignJWT({ sid })))).status).toBe(401);
  });

  it('is refused in another scheme and in the query', async () => {
    const real = await token();

    expect((await app.stranger.get('/auth/me', { authorization: `Basic ${real}` })).status).toBe(401);
    expect((await app.stranger.get(`/auth/me?access_token=${real}`)).status).toBe(401);
  });

  it('is refused at the next request after its session was revoked or ended, or its user disabled', async () => {
    const real = await token();
    const after = async (change: string): Promise<number> => {
      await app.database.query(change);
      return (await me(app, real)).status;
    };

    expect(await after('update access.sessions set revoked_at = now()')).toBe(401);
    expect(await after('update access.sessions set revoked_at = null')).toBe(200);
    expect(await after('update access.sessions set expires_at = now()')).toBe(401);
    expect(await after("update access.sessions set expires_at = now() + interval '1 hour'")).toBe(200);
    expect(await after('update access.users set disabled_at = now()')).toBe(401);
    expect(await after('update access.users set disabled_at = null')).toBe(200);
  });
});

describe('a refresh token', () => {
  const refresh = (refreshToken: string): ReturnType<TestApp['stranger']['post']> => app.stranger.post('/auth/refresh', { refreshToken });

  it('is exchanged for a new pair of the same session', async () => {
    const { body: first } = await logIn(app, ada.email);

    const second = await refresh(first['refreshToken']);

    expect(second.status).toBe(200);
    expect(second.body).toEqual({ accessToken: expect.any(String), refreshToken: expect.any(String), tokenType: 'Bearer', expiresIn: 900 });
    expect(second.body['refreshToken']).not.toBe(first['refreshToken']);
    expect((await me(app, second.body['accessToken'])).status).toBe(200);
    expect((await refresh(second.body['refreshToken'])).status).toBe(200);
  });

  it('ends the whole session when it comes a second time', async () => {
    const { body: first } = await logIn(app, ada.email);
    const { body: second } = await refresh(first['refreshToken']);

    const again = await refresh(first['refreshToken']);

    expect(again.status).toBe(401);
    expect(again.body['code']).toBe('invalid-refresh-token');
    expect((await refresh(second['refreshToken'])).status).toBe(401);
    expect((await me(app, second['accessToken'])).status).toBe(401);
    expect(await app.database.query("select outcome from access.audit_events where action = 'session.reuse-detected'")).toHaveLength(1);
  });

  it('is exchanged once of any number of times at once, and the session ends', async () => {
    const { body: first } = await logIn(app, ada.email);

    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(first['refreshToken'])));

    const winners = answers.filter(({ status }) => status === 200);
    expect(winners).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(7);
    expect((await me(app, winners[0]!.body['accessToken'])).status).toBe(401);
  });

  it('is kept only as a digest', async () => {
    const { body } = await logIn(app, ada.email);

    const kept = await app.database.query<{ text: string }>('select t::text as text from access.refresh_tokens t');

    expect(kept.some(({ text }) => text.includes(body['refreshToken']))).toBe(false);
  });

  it('is refused when nobody gave it out, and when the user is disabled or the session is over', async () => {
    const { body } = await logIn(app, ada.email);

    expect((await refresh('nobody-gave-this-out')).status).toBe(401);
    await app.database.query('update access.users set disabled_at = now() where id = $1', [ada.id]);
    expect((await refresh(body['refreshToken'])).status).toBe(401);
    await app.database.query('update access.users set disabled_at = null where id = $1', [ada.id]);
    await app.database.query('update access.sessions set expires_at = now()');
    expect((await refresh(body['refreshToken'])).status).toBe(401);
  });
});
