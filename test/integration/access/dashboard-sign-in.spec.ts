import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DashboardSignIn } from '#messaging';
import { FixedClock } from '#testing';
import { logIn, me, PASSWORD, person, signedIn } from '../../e2e/access/access-rig.js';
import { enrol } from '../../e2e/access/one-time-codes.js';
import { startTestApp, type TestApp } from '../../harness/app.js';

describe('signing in to the queue dashboard', () => {
  const clock = new FixedClock(Temporal.Now.instant().round('second'));
  let app: TestApp;
  let dashboard: DashboardSignIn;

  beforeAll(async () => {
    app = await startTestApp({ clock });
    dashboard = app.app.get(DashboardSignIn as never);
  });

  afterAll(() => app.close());

  function signIn(email: string, password = PASSWORD): ReturnType<DashboardSignIn['signIn']> {
    return dashboard.signIn({ email, password, address: '127.0.0.1' });
  }

  it.each(['ops', 'admin'])('lets the role %s in, for a quarter of an hour', async (role) => {
    const { email } = await person(app, role);

    const session = await signIn(email);

    expect(session?.expiresInSeconds).toBe(900);
    expect(await dashboard.isAllowed(session!.token)).toBe(true);
  });

  it('lets nobody in with another role, a wrong password or no account', async () => {
    const [nurse, ops] = [await person(app, 'nurse'), await person(app, 'ops')];

    expect(await signIn(nurse.email)).toBeUndefined();
    expect(await signIn(ops.email, 'not the password at all')).toBeUndefined();
    expect(await signIn('nobody@test.invalid')).toBeUndefined();
  });

  it('gives out tokens that the API does not take, and takes none of the API', async () => {
    const { email } = await person(app, 'ops');
    const session = await signIn(email);
    const { body } = await logIn(app, email);

    expect((await me(app, session!.token)).status).toBe(401);
    expect(await dashboard.isAllowed(body['accessToken'])).toBe(false);
    expect(await dashboard.isAllowed('tick.tock.clock')).toBe(false);
  });

  it('stops at once when the role is withdrawn, the user disabled or the session ended', async () => {
    const { id, email } = await person(app, 'ops');
    const [one, two, three] = [await signIn(email), await signIn(email), await signIn(email)];

    await dashboard.signOut(one!.token);
    expect(await dashboard.isAllowed(one!.token)).toBe(false);
    expect(await dashboard.isAllowed(two!.token)).toBe(true);
    await app.database.query("update access.role_grants set role = 'nurse' where user_id = $1", [id]);
    expect(await dashboard.isAllowed(two!.token)).toBe(false);
    await app.database.query("update access.role_grants set role = 'ops' where user_id = $1", [id]);
    await app.database.query('update access.users set disabled_at = now() where id = $1', [id]);
    expect(await dashboard.isAllowed(three!.token)).toBe(false);
  });

  it('asks who has a second factor for its code, or a recovery code in the same field', async () => {
    const ops = await person(app, 'ops');
    const { app: authenticator, recoveryCodes } = await enrol(await signedIn(app, ops), clock);
    const withCode = (code?: string): ReturnType<DashboardSignIn['signIn']> =>
      dashboard.signIn({ email: ops.email, password: PASSWORD, address: '127.0.0.1', code });

    await expect(withCode()).rejects.toMatchObject({ code: 'totp-required' });
    expect(await withCode('000000')).toBeUndefined();
    expect(await dashboard.isAllowed((await withCode(authenticator.next()))!.token)).toBe(true);
    expect(await withCode(recoveryCodes[0])).toBeDefined();
    expect(await withCode(recoveryCodes[0])).toBeUndefined();
  });

  it('lets nobody in whose role needs a second factor that they lack', async () => {
    const strict = await startTestApp({ database: app.database, clock, env: { TOTP_REQUIRED_ROLES: 'ops' } });
    const [ops, admin] = [await person(app, 'ops'), await person(app, 'admin')];
    const door = strict.app.get<DashboardSignIn>(DashboardSignIn as never);

    await expect(door.signIn({ email: ops.email, password: PASSWORD, address: '::1' })).rejects.toMatchObject({
      code: 'second-factor-required',
    });
    expect(await door.signIn({ email: admin.email, password: PASSWORD, address: '::1' })).toBeDefined();
    await strict.close();
  });

  it('counts failures like any sign-in', async () => {
    const { email } = await person(app, 'ops');
    for (let failure = 0; failure < 10; failure++) await signIn(email, 'not the password at all');

    await expect(signIn(email)).rejects.toMatchObject({ kind: 'throttled' });
    expect((await logIn(app, email)).status).toBe(429);
  });
});
