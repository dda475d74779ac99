import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '#testing';
import { Api } from '../harness/api.js';
import { ProductProcess } from '../harness/product-process.js';
import { until } from '../harness/until.js';
import { signedIn, Traffic } from './traffic.js';

jest.setTimeout(120_000);

const DEADLINE_MS = 8_000;

describe('a process that is told to end under load', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });

  afterAll(async () => {
    ProductProcess.killAll();
    await database.drop();
  });

  it.each([1, 2, 3])('answers what is under way, leaves no job behind and ends with 0 in time (round %i)', async (round) => {
    const [email, password] = ['first@hospital.test', 'a long enough test password'];
    const keys = `test:${randomBytes(32).toString('hex')}`;
    const env = { DATABASE_URL: database.url, JWT_KEYS: keys, ADMIN_EMAIL: email, ADMIN_PASSWORD: password, RATE_LIMIT_USER: '100000' };
    const { origin, child, exited } = await ProductProcess.start('all', env);
    const caller = new Api(origin, await signedIn(new Api(origin), email, password));
    await database.query(`delete from patients.patients where name->>'family' like 'Traffic-%'`);
    const traffic = new Traffic(caller, 16);
    await until(() => traffic.with(201).length > 50 * round);

    const toldAt = performance.now();
    child.kill('SIGTERM');
    expect(await exited).toBe(0);
    expect(performance.now() - toldAt).toBeLessThan(DEADLINE_MS);
    await traffic.end();

    const rows = await database.query<{ family: string }>(`select name->>'family' as family from patients.patients order by 1`);
    const acknowledged = traffic.with(201).map(({ family }) => family);
    expect(rows.map(({ family }) => family)).toEqual(acknowledged.toSorted());
    expect(new Set(traffic.outcomes.map(({ status }) => status))).toEqual(new Set([201, 0]));
    expect(await database.query(`select 1 from bullmq.job where state = 'active'`)).toEqual([]);
  });
});
