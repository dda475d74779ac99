import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock } from '#testing';
import type { Answer, Api } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { PASSWORD, person, type Person, signedIn } from './access-rig.js';
import { begin, enrol, type Enrolled } from './one-time-codes.js';

describe('a second factor', () => {
  const clock = new FixedClock(Temporal.Now.instant().round('second'));
  let app: TestApp;
  let ada: Person;
  let api: Api;

  beforeAll(async () => {
    app = await startTestApp({ clock });
  });

  beforeEach(async () => {
    ada = await person(app);
    api = await signedIn(app, ada);
  });

  afterAll(() => app.close());

  const signIn = (given: object, { email }: Person = ada): Promise<Answer> =>
    app.stranger.post('/auth/login', { email, password: PASSWORD, ...given });
  const outcome = ({ status, body }: Answer): unknown[] => [status, body['code']];
  const actions = async (userId: string): Promise<string[]> => {
    const rows = await app.database.query<{ action: string }>(
      "select action from access.audit_events where resource_id = $1 and action like '%factor%' order by id",
      [userId],
    );
    return rows.map(({ action }) => action);
  };

  describe('being set up', () => {
    it('takes the password again, then a first code, and answers with recovery codes', async () => {
      expect((await api.get('/auth/second-factor')).body).toEqual({ status: 'none', required: false });
      expect(outcome(await begin(api, 'not the password at all'))).toEqual([403, 'wrong-password']);

      const { app: authenticator, recoveryCodes } = await enrol(api, clock);

      expect(authenticator.code()).toMatch(/^\d{6}$/);
      expect(new Set(recoveryCodes).size).toBe(10);
      for (const code of recoveryCodes) expect(code).toMatch(/^[a-z2-7]{4}(-[a-z2-7]{4}){5}$/);
      expect((await api.get('/auth/second-factor')).body).toMatchObject({ status: 'active', recoveryCodesLeft: 10 });
      expect(await actions(ada.id)).toEqual(['second-factor.begin', 'second-factor.confirm']);
    });

    it('guards nothing before its first code, and can be begun anew', async () => {
      const first = await begin(api);
      const second = await begin(api);

      expect(second.body['secret']).not.toBe(first.body['secret']);
      expect(second.body['otpauthUri']).toContain(`secret=${second.body['secret']}`);
      expect((await api.get('/auth/second-factor')).body).toEqual({ status: 'pending', required: false });
      expect((await signIn({})).status).toBe(200);
      expect(outcome(await api.post('/auth/totp/confirm', { totp: '000000' }))).toEqual([422, 'totp-wrong']);
    });

    it('is refused twice over, and confirmed only where it was begun', async () => {
      expect(outcome(await api.post('/auth/totp/confirm', { totp: '000000' }))).toEqual([409, 'second-factor-missing']);
      await enrol(api, clock);

      expect(outcome(await begin(api))).toEqual([409, 'second-factor-active']);
      expect(outcome(await api.post('/auth/totp/confirm', { totp: '000000' }))).toEqual([409, 'second-factor-active']);
    });

    it('ends the other sessions, which began without it', async () => {
      const other = await signedIn(app, ada);

      await enrol(api, clock);

      expect((await other.get('/auth/me')).status).toBe(401);
      expect((await api.get('/auth/me')).status).toBe(200);
    });

    it('keeps the secret encrypted and the recovery codes as digests', async () => {
      const { body } = await begin(api);
      const kept = await app.database.query<{ text: string }>('select f::text as text from access.second_factors f');

      expect(kept.some(({ text }) => text.includes(body['secret']))).toBe(false);
      const { recoveryCodes } = await enrol(api, clock);
      const codes = await app.database.query<{ text: string }>('select c::text as text from access.recovery_codes c');
      for (const shown of recoveryCodes) {
        expect(codes.some(({ text }) => text.includes(shown) || text.includes(shown.replaceAll('-', '')))).toBe(false);
      }
    });
  });

  describe('in use', () => {
    let enrolled: Enrolled;

    beforeEach(async () => {
      enrolled = await enrol(api, clock);
      await app.database.query('delete from access.sign_in_failures');
    });

    it('is asked for after the right password, and only then', async () => {
      expect(outcome(await signIn({}))).toEqual([401, 'totp-required']);
      expect(outcome(await signIn({ password: 'not the password at all' }))).toEqual([401, 'invalid-credentials']);
      const wrong = { password: 'not the password at all', totp: enrolled.app.next() };
      expect(outcome(await signIn(wrong))).toEqual([401, 'invalid-credentials']);
      expect((await signIn({ totp: enrolled.app.code() })).status).toBe(200);
    });

    it('takes each code once, and none before it', async () => {
      const earlier = enrolled.app.next();
      const code = enrolled.app.next();

      expect((await signIn({ totp: code })).status).toBe(200);
      expect(outcome(await signIn({ totp: code }))).toEqual([401, 'invalid-credentials']);
      expect(outcome(await signIn({ totp: earlier }))).toEqual([401, 'invalid-credentials']);
      expect((await signIn({ totp: enrolled.app.next() })).status).toBe(200);
    });

    it('does not take the code that set it up', async () => {
      expect(outcome(await signIn({ totp: enrolled.app.code() }))).toEqual([401, 'invalid-credentials']);
    });

    it('takes a code once of any number of times at once', async () => {
      const totp = enrolled.app.next();

      const answers = await Promise.all(Array.from({ length: 8 }, () => signIn({ totp })));

      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(answers.filter(({ status }) => status === 401)).toHaveLength(7);
    });

    it('counts wrong codes as failures, which the right password alone does not wipe out', async () => {
      for (let failure = 0; failure < 10; failure++) {
        expect(outcome(await signIn({ totp: '000000' }))).toEqual([401, 'invalid-credentials']);
        if (failure < 9) expect(outcome(await signIn({}))).toEqual([401, 'totp-required']);
      }

      expect(outcome(await signIn({ totp: enrolled.app.next() }))).toEqual([429, 'too-many-failures']);
    });

    it('takes a recovery code instead, once, however it is typed, and records it', async () => {
      const [first, second] = enrolled.recoveryCodes as [string, string];

      expect((await signIn({ recoveryCode: first.replaceAll('-', ' ').toUpperCase() })).status).toBe(200);
      expect(outcome(await signIn({ recoveryCode: first }))).toEqual([401, 'invalid-credentials']);
      const answers = await Promise.all(Array.from({ length: 6 }, () => signIn({ recoveryCode: second })));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect((await actions(ada.id)).filter((action) => action === 'second-factor.use-recovery-code')).toHaveLength(2);
      expect((await api.get('/auth/second-factor')).body['recoveryCodesLeft']).toBe(8);
    });

    it('takes nobody else’s recovery code', async () => {
      const bo = await person(app);
      await enrol(await signedIn(app, bo), clock);

      expect(outcome(await signIn({ recoveryCode: enrolled.recoveryCodes[0] }, bo))).toEqual([401, 'invalid-credentials']);
    });

    it('gives new recovery codes for both factors, and the old ones count no longer', async () => {
      expect(outcome(await api.post('/auth/recovery-codes', { password: PASSWORD }))).toEqual([422, 'totp-wrong']);
      const wrong = { password: 'wrong', totp: enrolled.app.next() };
      expect(outcome(await api.post('/auth/recovery-codes', wrong))).toEqual([403, 'wrong-password']);

      const renewed = await api.post('/auth/recovery-codes', { password: PASSWORD, totp: enrolled.app.next() });

      expect(renewed.status).toBe(200);
      expect(outcome(await signIn({ recoveryCode: enrolled.recoveryCodes[0] }))).toEqual([401, 'invalid-credentials']);
      expect((await signIn({ recoveryCode: renewed.body['recoveryCodes'][0] })).status).toBe(200);
    });

    it('is switched off with both factors', async () => {
      expect(outcome(await api.post('/auth/totp/disable', { password: PASSWORD, totp: '000000' }))).toEqual([422, 'totp-wrong']);

      const off = await api.post('/auth/totp/disable', { password: PASSWORD, recoveryCode: enrolled.recoveryCodes[0] });

      expect(off.status).toBe(204);
      expect((await signIn({})).status).toBe(200);
      expect(outcome(await api.post('/auth/totp/disable', { password: PASSWORD }))).toEqual([409, 'second-factor-missing']);
      expect((await actions(ada.id)).at(-1)).toBe('second-factor.switch-off');
    });

    it('allows a shorter password, which does not outlive it', async () => {
      const short = 'kettle 7';
      const change = (password: string): Promise<Answer> => api.post('/auth/password', { currentPassword: PASSWORD, password });
      expect(outcome(await change('football'))).toEqual([422, 'password-unfit']);
      expect((await change(short)).status).toBe(204);
      expect((await signIn({ password: short, totp: enrolled.app.next() })).status).toBe(200);

      const off = await api.post('/auth/totp/disable', { password: short, totp: enrolled.app.next() });
      expect(outcome(off)).toEqual([422, 'password-unfit']);
      const admin = await app.as('admin');
      expect((await admin.delete(`/users/${ada.id}/second-factor`)).status).toBe(204);
      expect(outcome(await signIn({ password: short }))).toEqual([401, 'invalid-credentials']);
    });

    it('is taken away by an administrator from who has lost it, and they are signed out', async () => {
      const [admin, nurse] = [await app.as('admin'), await app.as('nurse')];
      const path = `/users/${ada.id}/second-factor`;
      expect((await nurse.delete(path)).status).toBe(403);

      expect((await admin.delete(path)).status).toBe(204);

      expect((await api.get('/auth/me')).status).toBe(401);
      expect((await signIn({})).status).toBe(200);
      expect((await admin.delete(path)).status).toBe(404);
      const [row] = await app.database.query<{ actor_id: string }>(
        "select actor_id from access.audit_events where action = 'user.reset-second-factor' and outcome = 'success' and resource_id = $1",
        [ada.id],
      );
      expect(row?.actor_id).toBe(admin.userId);
    });
  });
});
