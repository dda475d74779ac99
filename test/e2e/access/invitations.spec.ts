import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock } from '#testing';
import { type Answer, Api } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { facility, logIn, PASSWORD, person } from './access-rig.js';
import { registered } from './emergency.js';

const BORN = '1980-02-29';
let people = 0;

describe('inviting patients', () => {
  let app: TestApp;
  let clock: FixedClock;
  let north: string;
  let desk: Api;
  let patientId: string;

  beforeAll(async () => {
    clock = new FixedClock(Temporal.Now.instant());
    app = await startTestApp({ clock });
    north = await facility(app);
    desk = await app.as('receptionist', { facilityId: north });
  });

  beforeEach(async () => {
    clock.moveTo(Temporal.Now.instant().round('millisecond'));
    await app.database.query('delete from access.sign_in_failures');
    patientId = await registered(app, north);
  });

  afterAll(() => app.close());

  const invite = (body: object = {}, api = desk, id = patientId): Promise<Answer> => api.post(`/patients/${id}/invitations`, body);
  const newEmail = (): string => `anna-${(people += 1)}@test.invalid`;
  const accept = (code: string, changes: object = {}): Promise<Answer> =>
    app.stranger.post('/auth/invitations/accept', { code, birthDate: BORN, email: newEmail(), password: PASSWORD, ...changes });
  const codeOf = async (): Promise<string> => (await invite()).body['code'];
  const expectRefused = async (answer: Promise<Answer>): Promise<void> => {
    const { status, body } = await answer;
    expect([status, body['code']]).toEqual([401, 'invalid-invitation']);
  };

  it('gives a code, once, with which the patient makes an account for their own record alone', async () => {
    const invited = await invite();
    expect(invited.status).toBe(201);
    const { code, ...rest } = invited.body;
    expect(rest).toEqual({
      ...{ id: expect.any(String), patientId, invitedBy: desk.userId, status: 'pending', mailed: false, version: 1 },
      ...{ createdAt: expect.any(String), expiresAt: expect.any(String), allowedActions: ['revoke'] },
    });
    expect(Temporal.Instant.from(rest['createdAt']).until(rest['expiresAt']).total('hours')).toBe(14 * 24);
    const read = await desk.get(invited.headers.get('location')!);
    expect([read.status, read.body['code']]).toEqual([200, undefined]);

    const email = newEmail();
    const accepted = await accept(code.toLowerCase().replaceAll('-', ' '), { email });
    expect(accepted.status).toBe(201);
    expect(accepted.headers.get('location')).toBe('/api/v1/auth/me');
    expect(accepted.body).toEqual({ userId: expect.any(String), patientId, email, displayName: expect.stringContaining('Anna Berg') });
    const anna = new Api(app.origin, (await logIn(app, email)).body['accessToken']);
    expect((await anna.get('/auth/me')).body).toMatchObject({ roles: [{ role: 'patient' }], patientId });
    expect((await anna.get(`/patients/${patientId}/allergies`)).status).toBe(200);
    expect((await anna.get(`/patients/${await registered(app, north)}/allergies`)).status).toBe(404);
    const { body: after } = await desk.get(`/patients/${patientId}/invitations/${rest['id']}`);
    expect(after).toMatchObject({ status: 'accepted', acceptedBy: accepted.body['userId'], allowedActions: [] });
  });

  describe('refuses', () => {
    it('another birth date, and says the same as to an unknown code', async () => {
      const code = await codeOf();

      await expectRefused(accept(code, { birthDate: '1980-03-01' }));
      await expectRefused(accept('0000-0000-0000-0000'));
      expect((await accept(code)).status).toBe(201);
    });

    it('everything after five wrong dates', async () => {
      const code = await codeOf();
      for (let day = 1; day <= 5; day++) await expectRefused(accept(code, { birthDate: `1980-03-0${day}` }));

      await expectRefused(accept(code));
      expect((await desk.get(`/patients/${patientId}/invitations`)).body['items'][0]).toMatchObject({ status: 'locked', allowedActions: [] });
      expect((await accept(await codeOf())).status).toBe(201);
    });

    it('wrong dates sent all at once no less', async () => {
      const code = await codeOf();
      const dates = Array.from({ length: 9 }, (_, day) => `1980-04-0${day + 1}`);
      const answers = await Promise.all(dates.map((birthDate) => accept(code, { birthDate })));

      expect(answers.every(({ status }) => status === 401)).toBe(true);
      const [row] = await app.database.query<{ failures: number }>(
        'select failures from access.patient_invitations where patient_id = $1',
        [patientId],
      );
      expect(row?.failures).toBe(5);
    });

    it('a code that was accepted, replaced, revoked or has expired', async () => {
      const spent = await codeOf();
      expect((await accept(spent)).status).toBe(201);
      await expectRefused(accept(spent));
      const [replaced, revoked] = [await codeOf(), (await invite()).body];
      await expectRefused(accept(replaced));
      const path = `/patients/${patientId}/invitations/${revoked['id']}/revoke`;
      expect((await desk.post(path, {}, { 'if-match': '"5"' })).body['code']).toBe('stale-version');
      expect((await desk.post(path, {}, { 'if-match': '"1"' })).body).toMatchObject({ status: 'revoked', version: 2 });
      expect((await desk.post(path)).body['code']).toBe('invalid-transition');
      await expectRefused(accept(revoked['code']));
      const late = await codeOf();
      clock.pass({ days: 14 });
      await expectRefused(accept(late));
    });

    it('a password that is easy to guess, and the code still counts', async () => {
      const code = await codeOf();
      const weak = await accept(code, { password: 'password' });

      expect([weak.status, weak.body['code']]).toEqual([422, 'password-unfit']);
      expect((await accept(code)).status).toBe(201);
    });

    it('an address that somebody has, which is told to nobody without code and birth date, and counts as a failure', async () => {
      const { email } = await person(app);
      const code = await codeOf();

      await expectRefused(accept('0000-0000-0000-0000', { email }));
      const taken = await accept(code, { email });
      expect([taken.status, taken.body['code']]).toEqual([409, 'email-taken']);
      for (let time = 0; time < 4; time++) await accept(code, { email });
      await expectRefused(accept(code));
    });

    it('what is no acceptance', async () => {
      const code = await codeOf();
      const wrong = [{ birthDate: '29.2.1980' }, { birthDate: undefined }, { email: 'anna' }, { password: undefined }, { role: 'admin' }];
      for (const changes of wrong) expect((await accept(code, changes)).status).toBe(400);
    });

    it('those who have died, at inviting and at accepting', async () => {
      const code = await codeOf();
      await app.database.query(`update patients.patients set deceased_on = '2024-01-01' where id = $1`, [patientId]);

      const answer = await invite();
      expect([answer.status, answer.body['code']]).toEqual([422, 'patient-deceased']);
      await expectRefused(accept(code));
    });

    it('addresses that guess codes, after a hundred', async () => {
      await app.database.query(
        "insert into access.sign_in_failures (subject, failures, since) values ('address 127.0.0.1', 99, now())",
      );

      await expectRefused(accept('0000-0000-0000-0000'));
      expect((await accept('0000-0000-0000-0000')).status).toBe(429);
    });
  });

  it('makes one account where a code is used many times at once', async () => {
    const code = await codeOf();
    const answers = await Promise.all(Array.from({ length: 6 }, () => accept(code)));

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body }) => body['code'] === 'invalid-invitation')).toHaveLength(5);
    expect(await app.database.query('select 1 from access.users where patient_id = $1', [patientId])).toHaveLength(1);
  });

  it('leaves one code that counts where many are made at once', async () => {
    const codes = (await Promise.all(Array.from({ length: 6 }, () => invite()))).map(({ status, body }) => {
      expect(status).toBe(201);
      return body['code'] as string;
    });
    const answers = await Promise.all(codes.map((code) => accept(code)));

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  });

  it('lets several people have accounts with one record, such as both parents of a child', async () => {
    expect((await accept(await codeOf(), { displayName: 'Mother' })).status).toBe(201);
    expect((await accept(await codeOf(), { displayName: 'Father' })).status).toBe(201);

    expect(await app.database.query('select 1 from access.users where patient_id = $1', [patientId])).toHaveLength(2);
  });

  it('knows a birth date as far as it is recorded', async () => {
    patientId = await registered(app, north, { birthDate: '1980-02' });
    const code = await codeOf();

    await expectRefused(accept(code, { birthDate: '1980-03-01' }));
    expect((await accept(code, { birthDate: '1980-02-11' })).status).toBe(201);
  });

});
