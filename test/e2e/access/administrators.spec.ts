import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccessFacade } from '../../../src/access/index.js';
import { Api } from '../../harness/api.js';
import { readConfig } from '../../../src/config.js';
import { introduceAdministrator } from '../../../src/introduce-administrator.js';
import { startTestApp, testConfig, type TestApp } from '../../harness/app.js';
import { logIn, me, PASSWORD, person } from './access-rig.js';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});

afterAll(() => app.close());

describe('the administrator of the configuration', () => {
  const said: string[] = [];

  beforeAll(() => app.database.query('delete from access.role_grants'));

  const introduce = (env: Record<string, string>): Promise<void> =>
    introduceAdministrator(app.app, testConfig(app.database.url, env), false, (line) => said.push(line));

  it('is asked for where there is none', async () => {
    await introduce({});

    expect(said.splice(0)).toEqual(['There is no administrator yet: set ADMIN_EMAIL and ADMIN_PASSWORD, and start again.']);
  });

  it('is not made with a password that anybody would try, nor in place of another user', async () => {
    const somebody = await person(app, 'nurse');

    const common = { ADMIN_EMAIL: 'head@test.invalid', ADMIN_PASSWORD: '1qaz2wsx3edc4rfv' };
    await expect(introduce(common)).rejects.toThrow(/^ADMIN_PASSWORD is among/);
    await expect(introduce({ ADMIN_EMAIL: somebody.email, ADMIN_PASSWORD: PASSWORD })).rejects.toThrow(/^ADMIN_EMAIL is the address/);
    expect(said).toEqual([]);
  });

  it('is made, named without the password, and left alone ever after', async () => {
    await introduce({ ADMIN_EMAIL: 'head@test.invalid', ADMIN_PASSWORD: PASSWORD });
    await introduce({ ADMIN_EMAIL: 'other@test.invalid', ADMIN_PASSWORD: PASSWORD });
    await introduce({});

    expect(said.splice(0)).toEqual(['Administrator: head@test.invalid']);
    expect((await logIn(app, 'head@test.invalid')).status).toBe(200);
    expect((await logIn(app, 'other@test.invalid')).status).toBe(401);
    await app.database.query('delete from access.role_grants');
  });

  it.each([
    ['a password for nobody', { ADMIN_PASSWORD: PASSWORD }, 'ADMIN_EMAIL must be set'],
    ['somebody without a password', { ADMIN_EMAIL: 'head@test.invalid' }, 'ADMIN_PASSWORD must be set'],
    ['a short password', { ADMIN_EMAIL: 'head@test.invalid', ADMIN_PASSWORD: 'fourteen chars' }, 'at least 15'],
  ])('is refused before the start where there is %s', (_, env, message) => {
    const given = { DATABASE_URL: 'postgresql://127.0.0.1:1/none', JWT_KEYS: `test:${'k'.repeat(32)}`, ...env };

    expect(() => readConfig(given)).toThrow(message);
  });
});

describe('the first administrator', () => {
  it('is made once by any number of processes that start together, with a password that is told once', async () => {
    const access = app.app.get(AccessFacade);

    const made = await Promise.all(Array.from({ length: 4 }, () => access.ensureFirstAdministrator({ email: 'first@test.invalid' })));

    const [first] = made.filter((one) => one !== undefined);
    expect(first).toEqual({ email: 'first@test.invalid', generatedPassword: expect.stringMatching(/^.{43}$/) });
    expect(made.filter((one) => one !== undefined)).toHaveLength(1);
    const login = await logIn(app, 'first@test.invalid', first!.generatedPassword);
    expect((await me(app, login.body['accessToken'])).body['roles']).toEqual([{ role: 'admin' }]);
    expect(await access.ensureFirstAdministrator({ email: 'other@test.invalid', password: PASSWORD })).toBeUndefined();
  });

  it('gets the password that is given, and it is not repeated', async () => {
    await app.database.query('update access.users set disabled_at = now()');

    const made = await app.app.get(AccessFacade).ensureFirstAdministrator({ email: 'given@test.invalid', password: PASSWORD });

    expect(made).toEqual({ email: 'given@test.invalid' });
    expect((await logIn(app, 'given@test.invalid')).status).toBe(200);
  });
});

describe('the last administrator', () => {
  let admin: Api;

  beforeAll(async () => {
    await app.database.query('delete from access.role_grants');
    admin = await app.as('admin');
  });

  it('can not be disabled or lose the role', async () => {
    const disabled = await admin.patch(`/users/${admin.userId}`, { disabled: true }, 1);
    const withdrawn = await admin.delete(`/users/${admin.userId}/roles/admin`);

    expect([disabled.status, disabled.body['code']]).toEqual([409, 'last-administrator']);
    expect([withdrawn.status, withdrawn.body['code']]).toEqual([409, 'last-administrator']);
  });

  it('is left when two remove each other at the same moment', async () => {
    for (let round = 0; round < 5; round++) {
      const other = await app.as('admin');
      const { version } = (await admin.get(`/users/${admin.userId}`)).body;
      const answers = await Promise.all([
        admin.delete(`/users/${other.userId}/roles/admin`),
        other.patch(`/users/${admin.userId}`, { disabled: true }, version),
      ]);

      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect([401, 403, 409]).toContain(answers.find(({ status }) => status !== 200)?.status);
      await app.database.query('update access.users set disabled_at = null');
      await app.database.query('delete from access.role_grants where user_id <> $1', [admin.userId]);
      const { accessToken } = await app.app.get(AccessFacade).startSession(admin.userId!);
      admin = new Api(app.origin, accessToken, admin.userId);
    }
  });
});
