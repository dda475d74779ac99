import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, FixedClock, type TestDatabase } from '#testing';
import { ResealSecondFactors } from '../../../src/access/application/reseal-second-factors.js';
import type { Answer } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { logIn, me, PASSWORD, person, type Person, signedIn } from './access-rig.js';
import { enrol, type Enrolled } from './one-time-codes.js';

const SECRETS = { old: randomBytes(32).toString('hex'), fresh: randomBytes(32).toString('hex') };
const KEYS = {
  old: `old:${SECRETS.old}`,
  both: `fresh:${SECRETS.fresh},old:${SECRETS.old}`,
  fresh: `fresh:${SECRETS.fresh}`,
};

const keyOf = (token: string): string => JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()).kid;

describe('a change of keys', () => {
  const clock = new FixedClock(Temporal.Now.instant().round('second'));
  let database: TestDatabase;
  let app: TestApp | undefined;
  let ada: Person;
  let enrolled: Enrolled;
  let tokens: { accessToken: string; refreshToken: string };

  /** Another process over the same database, in place of the one before. */
  async function restart(keys: string): Promise<TestApp> {
    await app?.close();
    app = await startTestApp({ database, clock, env: { JWT_KEYS: keys } });
    return app;
  }

  const signIn = (given: object): Promise<Answer> => app!.stranger.post('/auth/login', { email: ada.email, password: PASSWORD, ...given });
  const health = async (): Promise<Record<string, unknown>> => (await app!.stranger.get('/health/ready')).body['checks']['second-factors'];

  beforeAll(async () => {
    database = await createTestDatabase();
    const before = await restart(KEYS.old);
    ada = await person(before);
    enrolled = await enrol(await signedIn(before, ada), clock);
    tokens = (await logIn(before, (await person(before)).email)).body as typeof tokens;
  });

  afterAll(async () => {
    await app?.close();
    await database.drop();
  });

  it('signs nobody out: old tokens count beside the new key, and new ones are signed with it', async () => {
    expect(keyOf(tokens.accessToken)).toBe('old');

    const between = await restart(KEYS.both);

    expect((await me(between, tokens.accessToken)).status).toBe(200);
    const renewed = await between.stranger.post('/auth/refresh', { refreshToken: tokens.refreshToken });
    expect(keyOf(renewed.body['accessToken'])).toBe('fresh');
    expect((await me(between, renewed.body['accessToken'])).status).toBe(200);
    tokens.refreshToken = renewed.body['refreshToken'];
  });

  it('leaves second factors as they are while the old key is there, and health says that it is needed', async () => {
    expect((await signIn({ totp: enrolled.app.next() })).status).toBe(200);
    expect(await health()).toEqual({ status: 'up', olderKeysInUse: ['old'] });
  });

  it('that takes the old key away too early loses nothing without notice', async () => {
    await restart(KEYS.fresh);

    expect(await health()).toEqual({
      status: 'degraded',
      olderKeysInUse: [],
      warning: '1 second factors need keys that JWT_KEYS lacks: old.',
    });
    const refused = await signIn({ totp: enrolled.app.next() });
    expect([refused.status, refused.body['code']]).toEqual([503, 'second-factor-unreadable']);
    expect((await signIn({ recoveryCode: enrolled.recoveryCodes[0] })).status).toBe(200);
    await app!.app.get(ResealSecondFactors, { strict: false }).execute();
    await restart(KEYS.both);
    expect((await signIn({ totp: enrolled.app.next() })).status).toBe(200);
  });

  it('is over when upkeep has sealed everything anew; who was signed in still is', async () => {
    await app!.app.get(ResealSecondFactors, { strict: false }).execute();
    expect(await health()).toEqual({ status: 'up', olderKeysInUse: [] });

    const after = await restart(KEYS.fresh);

    expect((await signIn({ totp: enrolled.app.next() })).status).toBe(200);
    expect((await me(after, tokens.accessToken)).status).toBe(401);
    expect((await after.stranger.post('/auth/refresh', { refreshToken: tokens.refreshToken })).status).toBe(200);
  });
});
