import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RateLimits } from '#http';
import type { Answer } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';

const PER_USER = 8;
const PER_ADDRESS = 400;

/** Waits for the next minute of the clock where this one is nearly over: windows begin with it. */
async function withinOneWindow(): Promise<void> {
  const left = 60_000 - (Date.now() % 60_000);
  if (left < 8_000) await new Promise((resolve) => setTimeout(resolve, left + 50));
}

function remaining(answer: Answer): { policy: string; left: number; seconds: number } {
  const [, policy, left, seconds] = /^"(\w+)";r=(\d+);t=(\d+)$/.exec(answer.headers.get('ratelimit') ?? '') ?? [];
  return { policy: policy ?? 'none', left: Number(left), seconds: Number(seconds) };
}

describe('rate limits', () => {
  const env = {
    RATE_LIMIT_USER: String(PER_USER),
    RATE_LIMIT_ADDRESS: String(PER_ADDRESS),
    JWT_KEYS: `test:${randomBytes(32).toString('hex')}`,
  };
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp({ env });
    await withinOneWindow();
  });

  afterAll(() => app.close());

  it('are told in every answer, also to strangers and in refusals', async () => {
    for (const path of ['/health/live', '/nowhere', '/users']) {
      const answer = await app.stranger.get(path);
      expect(answer.headers.get('ratelimit-policy')).toBe(`"address";q=${PER_ADDRESS};w=60`);
      expect(remaining(answer)).toMatchObject({ policy: 'address' });
      expect(remaining(answer).seconds).toBeGreaterThan(0);
      expect(remaining(answer).seconds).toBeLessThanOrEqual(60);
    }
  });

  it('let a user send a whole minute’s worth at once, and then refuse until the minute is over', async () => {
    const user = await app.as('receptionist');

    const answers = await Promise.all(Array.from({ length: PER_USER }, () => user.get('/auth/me')));
    const refused = await user.get('/auth/me');

    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: PER_USER }, () => 200));
    expect(answers[0]!.headers.get('ratelimit-policy')).toBe(`"user";q=${PER_USER};w=60`);
    expect(answers.map((answer) => remaining(answer).left).sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(refused.status).toBe(429);
    expect(refused.body['code']).toBe('too-many-requests');
    expect(refused.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(remaining(refused)).toMatchObject({ policy: 'user', left: 0 });
    expect(Number(refused.headers.get('retry-after'))).toBe(remaining(refused).seconds);
  });

  it('of one user do not touch another', async () => {
    const [busy, calm] = [await app.as('receptionist'), await app.as('receptionist')];
    await Promise.all(Array.from({ length: PER_USER + 3 }, () => busy.get('/auth/me')));

    expect((await busy.get('/auth/me')).status).toBe(429);
    expect((await calm.get('/auth/me')).status).toBe(200);
  });

  it('are shared with another process', async () => {
    const user = await app.as('receptionist');
    const other = await startTestApp({ database: app.database, env });
    const elsewhere = user.at(other.origin);
    await Promise.all(Array.from({ length: 5 }, () => user.get('/auth/me')));
    expect(remaining(await elsewhere.get('/auth/me')).left).toBe(PER_USER - 1);

    await app.app.get(RateLimits).exchange();
    await other.app.get(RateLimits).exchange();

    expect(remaining(await elsewhere.get('/auth/me')).left).toBe(PER_USER - 7);
    expect((await elsewhere.get('/auth/me')).status).toBe(200);
    expect((await elsewhere.get('/auth/me')).status).toBe(429);
    await other.close();
  });

  it('count the address of the socket, whatever a header says', async () => {
    const before = remaining(await app.stranger.get('/health/live', { 'x-forwarded-for': '203.0.113.7' })).left;
    const after = remaining(
      await app.stranger.get('/health/live', { 'x-forwarded-for': '203.0.113.8', forwarded: 'for=203.0.113.9' }),
    ).left;

    expect(after).toBe(before - 1);
  });

  it('go on by themselves while the database is away', async () => {
    const limits = app.app.get(RateLimits);
    await app.database.query('alter table platform.rate_limits rename to rate_limits_away');

    await expect(limits.exchange()).resolves.toBeUndefined();
    const { left } = remaining(await app.stranger.get('/health/live'));

    await app.database.query('alter table platform.rate_limits_away rename to rate_limits');
    expect(left).toBeGreaterThan(0);
  });

  it('refuse an address beyond its limit, before anything else is looked at', async () => {
    const answers: Answer[] = [];
    for (let round = 0; round < 10; round++) {
      answers.push(...(await Promise.all(Array.from({ length: 50 }, () => app.stranger.post('/auth/login', { no: 'body' })))));
    }

    const refused = answers.at(-1)!;
    expect(refused.status).toBe(429);
    expect(refused.body['code']).toBe('too-many-requests');
    expect(remaining(refused)).toMatchObject({ policy: 'address', left: 0 });
  });
});

describe('a trusted proxy', () => {
  it('names the address that is counted', async () => {
    const app = await startTestApp({ env: { TRUST_PROXY: '127.0.0.1', RATE_LIMIT_ADDRESS: '100' } });
    await withinOneWindow();
    const from = async (address: string): Promise<number> =>
      remaining(await app.stranger.get('/health/live', { 'x-forwarded-for': address })).left;

    expect(await from('203.0.113.7')).toBe(99);
    expect(await from('203.0.113.8')).toBe(99);
    expect(await from('203.0.113.7')).toBe(98);
    expect(await from('2001:db8:1:2::1')).toBe(99);
    expect(await from('2001:db8:1:2:ffff::9')).toBe(98);
    await app.close();
  });
});
