import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FixedClock } from '#testing';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { logIn, PASSWORD, person, signedIn } from './access-rig.js';
import { enrol } from './one-time-codes.js';

describe('a second factor that a role demands', () => {
  const clock = new FixedClock(Temporal.Now.instant().round('second'));
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp({ clock, env: { TOTP_REQUIRED_ROLES: 'admin,doctor' } });
  });

  afterAll(() => app.close());

  it('leaves nothing open without it but what it takes to set it up', async () => {
    const ada = await person(app, 'admin');
    const api = await signedIn(app, ada);

    const refused = await api.get('/users');

    expect([refused.status, refused.body['code']]).toEqual([403, 'second-factor-required']);
    expect((await api.get('/auth/me')).status).toBe(200);
    expect((await api.get('/auth/second-factor')).body).toEqual({ status: 'none', required: true });
    const { app: authenticator } = await enrol(api, clock);
    expect((await api.get('/users')).status).toBe(200);
    const again = await app.stranger.post('/auth/login', { email: ada.email, password: PASSWORD, totp: authenticator.next() });
    expect(again.status).toBe(200);
  });

  it('closes again when it is switched off', async () => {
    const api = await signedIn(app, await person(app, 'doctor'));
    const { app: authenticator } = await enrol(api, clock);
    expect((await api.get('/facilities')).status).toBe(200);

    await api.post('/auth/totp/disable', { password: PASSWORD, totp: authenticator.next() });

    expect((await api.get('/facilities')).body['code']).toBe('second-factor-required');
  });

  it('concerns nobody else', async () => {
    const api = await signedIn(app, await person(app, 'receptionist'));

    expect((await api.get('/facilities')).status).toBe(200);
    expect((await logIn(app, (await person(app, 'nurse')).email)).status).toBe(200);
  });

  it('must be one of the roles there are', async () => {
    await expect(startTestApp({ database: app.database, env: { TOTP_REQUIRED_ROLES: 'admin,wizard' } })).rejects.toThrow('wizard');
  });
});
