import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock } from '#testing';
import { SendPasswordLinks } from '../../../src/access/application/send-password-links.js';
import type { Answer } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { MailServer } from '../../harness/mail-server.js';
import { logIn, PASSWORD, person, type Person, signedIn } from './access-rig.js';
import { enrol } from './one-time-codes.js';

const NEW_PASSWORD = 'seven lanterns over the harbour';

describe('passwords', () => {
  const mail = new MailServer();
  const clock = new FixedClock(Temporal.Now.instant().round('second'));
  let app: TestApp;
  let ada: Person;

  beforeAll(async () => {
    await mail.start();
    app = await startTestApp({ clock, env: { SMTP_URL: mail.url, PUBLIC_URL: 'https://aceso.hospital.test/' } });
  });

  beforeEach(async () => {
    ada = await person(app);
    await app.database.query('delete from access.sign_in_failures');
  });

  afterAll(async () => {
    await app.close();
    await mail.stop();
  });

  const outcome = ({ status, body }: Answer): unknown[] => [status, body['code']];
  const ask = (email: string): Promise<Answer> => app.stranger.post('/auth/password-resets', { email });
  const complete = (token: string, password = NEW_PASSWORD): Promise<Answer> =>
    app.stranger.post('/auth/password-resets/complete', { token, password });
  const sendMails = (): Promise<void> => app.app.get(SendPasswordLinks, { strict: false }).execute();
  const tokensTo = (email: string): string[] =>
    mail.to(email).map(({ text }) => /https:\/\/aceso\.hospital\.test\/account\/password\?token=([\w-]+)/.exec(text ?? '')?.[1] ?? '');

  async function mailedToken(email: string): Promise<string> {
    await ask(email);
    await sendMails();
    return tokensTo(email).at(-1)!;
  }

  describe('being changed', () => {
    it('takes the present one again; all other sessions end', async () => {
      const [desk, phone] = [await signedIn(app, ada), await signedIn(app, ada)];

      const answer = await desk.post('/auth/password', { currentPassword: PASSWORD, password: NEW_PASSWORD });

      expect(answer.status).toBe(204);
      expect([(await desk.get('/auth/me')).status, (await phone.get('/auth/me')).status]).toEqual([200, 401]);
      expect([(await logIn(app, ada.email)).status, (await logIn(app, ada.email, NEW_PASSWORD)).status]).toEqual([401, 200]);
      expect(
        await app.database.query("select 1 from access.audit_events where action = 'password.change' and actor_id = $1", [ada.id]),
      ).toHaveLength(1);
    });

    it('refuses a wrong present one, which counts as a failure, and an unfit new one', async () => {
      const api = await signedIn(app, ada);
      const change = (currentPassword: string, password: string): Promise<Answer> =>
        api.post('/auth/password', { currentPassword, password });

      const wrong = await change('not the password at all', NEW_PASSWORD);
      expect(outcome(wrong)).toEqual([403, 'wrong-password']);
      expect(wrong.body['errors']).toEqual([{ pointer: '/currentPassword', message: 'is not your password' }]);
      for (const unfit of ['fourteen chars', '123456789012345', 'accomplishments', 'x'.repeat(129)]) {
        expect(outcome(await change(PASSWORD, unfit))).toEqual([422, 'password-unfit']);
      }
      expect((await app.stranger.post('/auth/password', {})).status).toBe(401);
      for (let failure = 0; failure < 9; failure++) await change('not the password at all', NEW_PASSWORD);
      expect(outcome(await change(PASSWORD, NEW_PASSWORD))).toEqual([429, 'too-many-failures']);
    });
  });

  describe('being set by a mailed link', () => {
    it('works once, ends every session and opens none', async () => {
      const api = await signedIn(app, ada);

      const token = await mailedToken(ada.email);
      const done = await complete(token);

      expect(done.status).toBe(204);
      expect(done.body['text']).toBe('');
      expect((await api.get('/auth/me')).status).toBe(401);
      expect((await logIn(app, ada.email, NEW_PASSWORD)).status).toBe(200);
      expect(outcome(await complete(token))).toEqual([422, 'invalid-reset-token']);
    });

    it('answers the same whether or not anybody has the address, and mails nobody who has not', async () => {
      const gone = await person(app);
      await app.database.query('update access.users set disabled_at = now() where id = $1', [gone.id]);

      const answers = [await ask(ada.email), await ask('nobody@test.invalid'), await ask(gone.email)];
      await sendMails();

      expect(answers.map(({ status, body }) => [status, body])).toEqual([[202, { text: '' }], [202, { text: '' }], [202, { text: '' }]]);
      expect([ada.email, 'nobody@test.invalid', gone.email].map((email) => mail.to(email).length)).toEqual([1, 0, 0]);
      expect(await app.database.query('select 1 from access.password_link_requests')).toEqual([]);
    });

    it('sets one password of any number of attempts at once', async () => {
      const token = await mailedToken(ada.email);

      const answers = await Promise.all(Array.from({ length: 6 }, (_, at) => complete(token, `${NEW_PASSWORD} ${at}`)));

      expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
      expect(answers.filter(({ status }) => status === 422)).toHaveLength(5);
      const winner = answers.findIndex(({ status }) => status === 204);
      expect((await logIn(app, ada.email, `${NEW_PASSWORD} ${winner}`)).status).toBe(200);
    });

    it('is spent by another link that was used, and by a change of the password', async () => {
      const first = await mailedToken(ada.email);
      const second = await mailedToken(ada.email);
      await complete(second);
      expect(outcome(await complete(first))).toEqual([422, 'invalid-reset-token']);

      const third = await mailedToken(ada.email);
      const { body } = await logIn(app, ada.email, NEW_PASSWORD);
      await app.stranger.post(
        '/auth/password',
        { currentPassword: NEW_PASSWORD, password: PASSWORD },
        { authorization: `Bearer ${body['accessToken']}` },
      );
      expect(outcome(await complete(third))).toEqual([422, 'invalid-reset-token']);
    });

    it('ends after half an hour, and an unfit password does not spend it', async () => {
      const token = await mailedToken(ada.email);
      expect(outcome(await complete(token, 'fourteen chars'))).toEqual([422, 'password-unfit']);
      clock.pass({ minutes: 29 });
      expect((await complete(token)).status).toBe(204);

      const late = await mailedToken(ada.email);
      clock.pass({ minutes: 30 });
      expect(outcome(await complete(late))).toEqual([422, 'invalid-reset-token']);
    });

    it('is nothing that was not mailed', async () => {
      expect(outcome(await complete('nobody-mailed-this'))).toEqual([422, 'invalid-reset-token']);
      const token = await mailedToken(ada.email);
      await app.database.query('update access.users set disabled_at = now() where id = $1', [ada.id]);
      expect(outcome(await complete(token))).toEqual([422, 'invalid-reset-token']);
    });

    it('keeps a digest alone', async () => {
      const token = await mailedToken(ada.email);
      const kept = await app.database.query<{ text: string }>('select l::text as text from access.password_links l');

      expect(kept.length).toBeGreaterThan(0);
      expect(kept.some(({ text }) => text.includes(token))).toBe(false);
    });

    it('does not replace the second factor', async () => {
      const { app: authenticator } = await enrol(await signedIn(app, ada), clock);

      await complete(await mailedToken(ada.email));

      expect(outcome(await logIn(app, ada.email, NEW_PASSWORD))).toEqual([401, 'totp-required']);
      const both = { email: ada.email, password: NEW_PASSWORD, totp: authenticator.next() };
      expect((await app.stranger.post('/auth/login', both)).status).toBe(200);
    });

    it('opens an account again that was closed for too many failures', async () => {
      for (let failure = 0; failure < 10; failure++) await logIn(app, ada.email, 'not the password at all');
      expect((await logIn(app, ada.email)).status).toBe(429);

      await complete(await mailedToken(ada.email));

      expect((await logIn(app, ada.email, NEW_PASSWORD)).status).toBe(200);
    });

    it('is mailed three times in a quarter of an hour at the most, with the same answer afterwards', async () => {
      for (let request = 0; request < 5; request++) expect((await ask(ada.email)).status).toBe(202);
      await sendMails();

      expect(mail.to(ada.email)).toHaveLength(3);
      expect((await complete(tokensTo(ada.email)[0]!)).status).toBe(204);
    });

    it('can be asked for so often from one address, whoever has the accounts', async () => {
      for (let request = 0; request < 30; request++) expect((await ask(`nobody-${request}@test.invalid`)).status).toBe(202);

      const refused = await ask(ada.email);

      expect(outcome(refused)).toEqual([429, 'too-many-requests']);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(800);
    });
  });

  describe('of others', () => {
    it('are set by themselves by a link that an administrator sends, the first one too', async () => {
      const admin = await app.as('admin');
      const email = 'new-here@test.invalid';
      const { body: user } = await admin.post('/users', { email, displayName: 'New Here', roles: [{ role: 'nurse' }] });
      expect((await logIn(app, email)).status).toBe(401);

      expect((await admin.post(`/users/${user['id']}/password-reset`)).status).toBe(202);
      await sendMails();
      clock.pass({ hours: 23 });

      expect((await complete(tokensTo(email)[0]!)).status).toBe(204);
      expect((await logIn(app, email, NEW_PASSWORD)).status).toBe(200);
      expect(
        await app.database.query("select 1 from access.audit_events where action = 'user.send-password-link' and actor_id = $1", [
          admin.userId,
        ]),
      ).toHaveLength(1);
    });

    it('are nobody else’s to reset, and not of who is disabled or unknown', async () => {
      const [admin, nurse] = [await app.as('admin'), await app.as('nurse')];
      const path = `/users/${ada.id}/password-reset`;

      expect((await nurse.post(path)).status).toBe(403);
      expect((await admin.post('/users/01990000-0000-7000-8000-000000000000/password-reset')).status).toBe(404);
      await app.database.query('update access.users set disabled_at = now() where id = $1', [ada.id]);
      expect(outcome(await admin.post(path))).toEqual([422, 'user-disabled']);
    });
  });
});
