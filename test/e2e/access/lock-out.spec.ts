import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '#testing';
import type { Answer } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { ProductProcess } from '../../harness/product-process.js';
import { logIn, PASSWORD, person, type Person } from './access-rig.js';

const WRONG = 'not the password at all';
const MINUTE = 60;

describe('the delay after failed sign-ins', () => {
  let app: TestApp;
  let other: TestApp;
  let ada: Person;

  beforeAll(async () => {
    app = await startTestApp();
    other = await startTestApp({ database: app.database });
  });

  beforeEach(async () => {
    ada = await person(app);
    await app.database.query('delete from access.sign_in_failures');
  });

  afterAll(async () => {
    await other.close();
    await app.close();
  });

  const pass = (time: string): Promise<unknown> =>
    app.database.query(
      'update access.sign_in_failures set since = since - $1::interval, locked_until = locked_until - $1::interval',
      [time],
    );

  /** Fails until it is refused. @returns failures that were taken, and seconds to wait then */
  async function useUp(email: string): Promise<{ taken: number; seconds: number }> {
    for (let taken = 0; ; taken++) {
      const { status, headers } = await logIn(app, email, WRONG);
      if (status === 429) return { taken, seconds: Number(headers.get('retry-after')) };
    }
  }

  it('doubles each time that it was waited out and used up again, to eight hours at the most', async () => {
    const delays: number[] = [];
    for (let round = 0; round < 7; round++) {
      const { taken, seconds } = await useUp(ada.email);
      expect(taken).toBe(10);
      delays.push(Math.round(seconds / MINUTE));
      await pass(`${seconds} seconds`);
    }

    expect(delays).toEqual([15, 30, 60, 120, 240, 480, 480]);
  });

  it('is the same for an account that does not exist', async () => {
    const delays: number[] = [];
    for (let round = 0; round < 3; round++) {
      const { seconds } = await useUp('nobody@test.invalid');
      delays.push(Math.round(seconds / MINUTE));
      await pass(`${seconds} seconds`);
    }

    expect(delays).toEqual([15, 30, 60]);
  });

  it('is not made longer by whoever goes on while it lasts', async () => {
    const { seconds } = await useUp(ada.email);

    for (let more = 0; more < 20; more++) await logIn(app, ada.email, WRONG);
    const { seconds: later } = await useUp(ada.email);

    expect(later).toBeLessThanOrEqual(seconds);
    await pass('15 minutes');
    expect((await logIn(app, ada.email)).status).toBe(200);
  });

  it('starts from the beginning after a success, and after a day without failures', async () => {
    await useUp(ada.email);
    await pass('15 minutes');
    await logIn(app, ada.email);
    expect((await useUp((await person(app)).email)).seconds).toBeLessThanOrEqual(15 * MINUTE);

    const bo = await person(app);
    await useUp(bo.email);
    await pass('25 hours');
    expect((await useUp(bo.email)).seconds).toBeLessThanOrEqual(15 * MINUTE);
  });

  it('counts over all processes, whatever a client says of where it comes from', async () => {
    const tryAt = ({ stranger }: TestApp, round: number): Promise<Answer> =>
      stranger.post('/auth/login', { email: ada.email, password: WRONG }, { 'x-forwarded-for': `203.0.113.${round}` });

    for (let round = 0; round < 5; round++) {
      expect((await tryAt(app, round)).status).toBe(401);
      expect((await tryAt(other, round)).status).toBe(401);
    }

    expect([(await tryAt(app, 200)).status, (await tryAt(other, 201)).status]).toEqual([429, 429]);
  });

  it('closes an address to strangers and leaves those alone who signed in from there before', async () => {
    await logIn(app, ada.email);
    await app.database.query("insert into access.sign_in_failures (subject, failures, since) values ('address 127.0.0.1', 99, now())");
    expect((await logIn(app, 'one@test.invalid', WRONG)).status).toBe(401);

    expect((await logIn(app, (await person(app)).email)).status).toBe(429);
    expect((await logIn(app, ada.email)).status).toBe(200);
    expect((await logIn(app, ada.email, WRONG)).status).toBe(429);
  });

  it('leaves few rows behind: what is over goes by the way', async () => {
    for (let stranger = 0; stranger < 40; stranger++) await logIn(app, `stranger-${stranger}@test.invalid`, WRONG);
    await pass('16 minutes');

    for (let more = 0; more < 5; more++) await logIn(app, ada.email, WRONG);

    const [row] = await app.database.query<{ rows: number }>('select count(*)::int as rows from access.sign_in_failures');
    expect(row?.rows).toBeLessThanOrEqual(2);
  });
});

/** A hundred thousand wrong passwords, scaled down by fifty so that it ends in seconds; how many come does not change what is seen. */
const TRIES = 2_000;
const AT_A_TIME = 20;

describe('a flood of wrong passwords against one account from one address', () => {
  let database: TestDatabase;
  let app: TestApp;
  let product: ProductProcess;

  beforeAll(async () => {
    database = await createTestDatabase();
    app = await startTestApp({ database });
    const limits = { RATE_LIMIT_ADDRESS: '1000000', RATE_LIMIT_USER: '1000000' };
    product = await ProductProcess.start('main', { DATABASE_URL: database.url, JWT_KEYS: `test:${'k'.repeat(40)}`, ...limits });
  });

  afterAll(async () => {
    await product.kill();
    await app.close();
    await database.drop();
  });

  /** Signs in from an address of this machine. */
  function from(localAddress: string, email: string, password: string): Promise<{ status: number; milliseconds: number }> {
    const began = performance.now();
    const { promise, resolve, reject } = Promise.withResolvers<{ status: number; milliseconds: number }>();
    const headers = { 'content-type': 'application/json' };
    const sent = request(`${product.origin}/api/v1/auth/login`, { method: 'POST', localAddress, headers }, (answer) => {
      answer.resume().on('end', () => resolve({ status: answer.statusCode ?? 0, milliseconds: performance.now() - began }));
    });
    sent.on('error', reject).end(JSON.stringify({ email, password }));
    return promise;
  }

  async function residentMegabytes(): Promise<number> {
    const figures = await (await fetch(`${product.origin}/metrics`)).text();
    return Number(/^process_resident_memory_bytes (\S+)$/m.exec(figures)?.[1]) / 1e6;
  }

  it('closes the account, and nobody else notices', async () => {
    const [ada, bo] = [await person(app), await person(app)];
    expect((await from('127.0.0.2', bo.email, PASSWORD)).status).toBe(200);
    const before = await residentMegabytes();
    const seen = new Map<number, number>();
    const guesses = Array.from({ length: TRIES }, (_, at) => `${WRONG} ${at}`);
    const flood = Array.from({ length: AT_A_TIME }, async () => {
      for (let guess = guesses.pop(); guess !== undefined; guess = guesses.pop()) {
        const { status } = await from('127.0.0.1', ada.email, guess);
        seen.set(status, (seen.get(status) ?? 0) + 1);
      }
    });

    const meanwhile: { status: number; milliseconds: number }[] = [];
    const bystander = (async () => {
      while (guesses.length > 0) meanwhile.push(await from('127.0.0.2', bo.email, PASSWORD));
    })();
    await Promise.all([...flood, bystander]);

    expect([...seen].sort(([a], [b]) => a - b)).toEqual([[401, 10], [429, TRIES - 10]]);
    expect((await from('127.0.0.1', ada.email, PASSWORD)).status).toBe(429);
    expect(meanwhile.length).toBeGreaterThan(3);
    expect(meanwhile.filter(({ status }) => status !== 200)).toEqual([]);
    const [rows] = await database.query<{ failures: number; refused: number }>(
      `select (select count(*)::int from access.sign_in_failures) as failures,
         (select count(*)::int from access.audit_events where action = 'session.start' and outcome = 'refused') as refused`,
    );
    expect(rows?.failures).toBe(2);
    // Those that were let in together when the tenth failed.
    expect(rows?.refused).toBeLessThanOrEqual(10 + AT_A_TIME);
    expect((await residentMegabytes()) - before).toBeLessThan(150);
  }, 120_000);
});
