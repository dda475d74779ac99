import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { Api } from '../../harness/api.js';
import { logIn, me, PASSWORD, person, type Person, signedIn } from './access-rig.js';

describe('signing in', () => {
  let app: TestApp;
  let ada: Person;

  beforeAll(async () => {
    app = await startTestApp();
  });

  beforeEach(async () => {
    ada = await person(app);
  });

  afterAll(() => app.close());

  it('answers with tokens that say who one is', async () => {
    const login = await logIn(app, ada.email.toUpperCase());

    expect(login.status).toBe(200);
    expect(login.body).toEqual({ accessToken: expect.any(String), refreshToken: expect.any(String), tokenType: 'Bearer', expiresIn: 900 });
    expect(login.headers.get('cache-control')).toBe('no-store');
    const answer = await me(app, login.body['accessToken']);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ id: ada.id, email: ada.email, roles: [{ role: 'receptionist' }] });
    expect(answer.body['permissions']).toContain('appointment:book');
    expect(answer.body['permissions']).not.toContain('user:manage');
  });

  it('puts no personal data into the access token', async () => {
    const { body } = await logIn(app, ada.email);

    const claims = JSON.parse(Buffer.from(body['accessToken'].split('.')[1], 'base64url').toString());
    expect(Object.keys(claims).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'sid', 'sub']);
    expect(claims.exp - claims.iat).toBe(900);
  });

  it('says the same to a wrong password, an unknown user, a user without password and a disabled one', async () => {
    const withoutPassword = await app.as('nurse');
    const [row] = await app.database.query<{ email: string }>('select email from access.users where id = $1', [withoutPassword.userId]);
    const disabled = await person(app);
    await app.database.query('update access.users set disabled_at = now() where id = $1', [disabled.id]);

    const answers = [
      await logIn(app, ada.email, 'not the password at all'),
      await logIn(app, 'nobody@test.invalid'),
      await logIn(app, row!.email),
      await logIn(app, disabled.email),
    ];

    for (const { status, headers, body } of answers) {
      const { requestId, ...rest } = body;
      expect(requestId).toEqual(expect.any(String));
      expect(headers.get('www-authenticate')).toBe('Bearer');
      expect({ status, rest }).toMatchObject({ status: 401, rest: { code: 'invalid-credentials' } });
    }
    expect(new Set(answers.map(({ body }) => body['detail'])).size).toBe(1);
  });

  it('takes a password typed with combining accents for the same password', async () => {
    const admin = await app.as('admin');
    const password = 'Zoë très éloignée là-bas'.normalize('NFC');
    const user = { email: 'accents@test.invalid', displayName: 'Accents', password, roles: [] };
    expect((await admin.post('/users', user)).status).toBe(201);

    expect((await logIn(app, user.email, password.normalize('NFD'))).status).toBe(200);
  });

  it('refuses a body that is not one', async () => {
    const missing = await app.stranger.post('/auth/login', { email: ada.email });
    const unknown = await app.stranger.post('/auth/login', { email: ada.email, password: PASSWORD, admin: true });

    expect(missing.status).toBe(400);
    expect(missing.body['errors']).toContainEqual({ pointer: '/password', message: 'is required' });
    expect(unknown.status).toBe(400);
  });

  it('writes successes and failures into the audit trail', async () => {
    await logIn(app, ada.email, 'not the password at all');
    await logIn(app, ada.email);

    const rows = await app.database.query(
      `select actor_kind, actor_id, outcome, address from access.audit_events
       where action = 'session.start' and resource_id = $1 order by id`,
      [ada.id],
    );
    expect(rows).toEqual([
      { actor_kind: 'anonymous', actor_id: null, outcome: 'refused', address: '127.0.0.1' },
      { actor_kind: 'user', actor_id: ada.id, outcome: 'success', address: '127.0.0.1' },
    ]);
  });

  describe('and out', () => {
    it('ends the session: neither of its tokens counts any longer', async () => {
      const { body } = await logIn(app, ada.email);
      const api = new Api(app.origin, body['accessToken']);

      const answer = await api.send('POST', '/auth/logout', undefined);

      expect(answer.status).toBe(204);
      expect((await api.get('/auth/me')).status).toBe(401);
      expect((await app.stranger.post('/auth/refresh', { refreshToken: body['refreshToken'] })).status).toBe(401);
    });

    it('leaves the other sessions alone', async () => {
      const [desk, phone] = [await signedIn(app, ada), await signedIn(app, ada)];

      await desk.send('POST', '/auth/logout', undefined);

      expect((await phone.get('/auth/me')).status).toBe(200);
    });

    it('is refused without a token', async () => {
      const answer = await app.stranger.send('POST', '/auth/logout', undefined);

      expect(answer.status).toBe(401);
      expect(answer.body['code']).toBe('unauthenticated');
    });
  });

  describe('too often with the wrong password', () => {
    const wrong = (email: string): ReturnType<typeof logIn> => logIn(app, email, 'not the password at all');

    const pass = (time: string): Promise<unknown> =>
      app.database.query(
        'update access.sign_in_failures set since = since - $1::interval, locked_until = locked_until - $1::interval',
        [time],
      );

    beforeEach(() => app.database.query('delete from access.sign_in_failures'));

    it('is refused for a while, for the right password too, and only for that account', async () => {
      for (let failure = 0; failure < 10; failure++) expect((await wrong(ada.email)).status).toBe(401);

      const locked = await logIn(app, ada.email);

      expect(locked.status).toBe(429);
      expect(locked.body['code']).toBe('too-many-failures');
      expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(Number(locked.headers.get('retry-after'))).toBeLessThanOrEqual(900);
      expect((await logIn(app, (await person(app)).email)).status).toBe(200);
    });

    it('ends after a quarter of an hour', async () => {
      for (let failure = 0; failure < 10; failure++) await wrong(ada.email);
      await pass('15 minutes');

      expect((await logIn(app, ada.email)).status).toBe(200);
    });

    it('looks the same for an account that does not exist', async () => {
      for (let failure = 0; failure < 10; failure++) expect((await wrong('nobody@test.invalid')).status).toBe(401);

      expect((await wrong('nobody@test.invalid')).status).toBe(429);
    });

    it('counts guesses that are sent all at once', async () => {
      const answers = await Promise.all(Array.from({ length: 30 }, () => wrong(ada.email)));

      expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
      expect(answers.filter(({ status }) => status === 429)).toHaveLength(20);
    });

    it('does not lock out the owner at an address from which they signed in before', async () => {
      await logIn(app, ada.email);
      await app.database.query('update access.sessions set address = $2 where user_id = $1', [ada.id, '127.0.0.9']);
      for (let failure = 0; failure < 11; failure++) await wrong(ada.email);
      expect((await logIn(app, ada.email)).status).toBe(429);
      await app.database.query('update access.sessions set address = $2 where user_id = $1', [ada.id, '127.0.0.1']);

      expect((await logIn(app, ada.email)).status).toBe(200);
    });

    it('stops an address that tries many accounts, whatever it says of where it comes from', async () => {
      await app.database.query(
        "insert into access.sign_in_failures (subject, failures, since) values ('address 127.0.0.1', 99, now())",
      );
      const forged = { 'x-forwarded-for': '203.0.113.9' };
      expect((await app.stranger.post('/auth/login', { email: 'one@test.invalid', password: 'x' }, forged)).status).toBe(401);

      expect((await app.stranger.post('/auth/login', { email: 'two@test.invalid', password: 'x' }, forged)).status).toBe(429);
      expect((await logIn(app, ada.email)).status).toBe(429);
    });

    it('forgets the failures of an account after a success', async () => {
      for (let failure = 0; failure < 9; failure++) await wrong(ada.email);
      await logIn(app, ada.email);

      expect(await app.database.query("select 1 from access.sign_in_failures where subject like 'account%'")).toEqual([]);
    });
  });
});
