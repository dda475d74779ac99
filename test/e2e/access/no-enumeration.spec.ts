import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock } from '#testing';
import type { Answer } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { PASSWORD, person, type Person, signedIn } from './access-rig.js';
import { enrol } from './one-time-codes.js';

const WRONG = 'not the password at all';

/** All that a stranger sees of an answer, but for what differs between any two requests. */
function seen({ status, headers, body }: Answer): unknown {
  const { requestId: _, ...rest } = body;
  const names = ['content-type', 'cache-control', 'www-authenticate', 'retry-after', 'location', 'set-cookie'];
  return { status, body: rest, headers: names.map((name) => headers.get(name)), length: headers.get('content-length') };
}

describe('whether somebody has an account', () => {
  const clock = new FixedClock(Temporal.Now.instant().round('second'));
  let app: TestApp;
  let people: Record<'ada' | 'enrolled' | 'disabled', Person>;
  let withoutPassword: string;

  beforeAll(async () => {
    app = await startTestApp({ clock });
    people = { ada: await person(app), enrolled: await person(app), disabled: await person(app) };
    await enrol(await signedIn(app, people.enrolled), clock);
    await app.database.query('update access.users set disabled_at = now() where id = $1', [people.disabled.id]);
    const nurse = await app.as('nurse');
    const [row] = await app.database.query<{ email: string }>('select email from access.users where id = $1', [nurse.userId]);
    withoutPassword = row!.email;
  });

  beforeEach(() => app.database.query('delete from access.sign_in_failures'));

  afterAll(() => app.close());

  const everybody = (): string[] => [...Object.values(people).map(({ email }) => email), withoutPassword, 'nobody@test.invalid'];

  async function asked(path: string, bodyFor: (email: string) => object): Promise<unknown[]> {
    const answers: unknown[] = [];
    for (const email of everybody()) answers.push(seen(await app.stranger.post(path, bodyFor(email))));
    return answers;
  }

  it.each<[string, object]>([
    ['a wrong password', { password: WRONG }],
    ['a wrong password and a code', { password: WRONG, totp: '492039' }],
    ['a wrong password and a recovery code', { password: WRONG, recoveryCode: 'abcd-efgh-ijkl-mnop-qrst-uvwx' }],
  ])('can not be told from the answer to %s', async (_, given) => {
    const answers = await asked('/auth/login', (email) => ({ email, ...given }));

    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 401, body: { code: 'invalid-credentials' } });
  });

  it('can not be told from the answer to too many attempts', async () => {
    const locked: unknown[] = [];
    for (const email of everybody()) {
      for (let failure = 0; failure < 10; failure++) await app.stranger.post('/auth/login', { email, password: WRONG });
      const { status, body } = await app.stranger.post('/auth/login', { email, password: WRONG });
      locked.push([status, body['code']]);
      await app.database.query('delete from access.sign_in_failures');
    }

    expect(locked).toEqual(everybody().map(() => [429, 'too-many-failures']));
  });

  it('can not be told from the answer to who asks for a link, or tries one', async () => {
    const asking = await asked('/auth/password-resets', (email) => ({ email }));
    const trying = await asked('/auth/password-resets/complete', (email) => ({ token: `made-up-${email.length}`, password: PASSWORD }));

    for (const answers of [asking, trying]) expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(asking[0]).toMatchObject({ status: 202 });
  });

  it('costs the same work where a link is asked for: the same rows, and nobody is looked up', async () => {
    const rows = async (): Promise<unknown> =>
      (await app.database.query('select count(*)::int as requests, count(user_id)::int as users from access.password_link_requests'))[0];
    await app.database.query('delete from access.password_link_requests');

    await asked('/auth/password-resets', (email) => ({ email }));

    expect(await rows()).toEqual({ requests: everybody().length, users: 0 });
  });
});
