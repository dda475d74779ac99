import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '#testing';
import type { Answer, Api } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { Wire } from './wire.js';
import { newUser, userBody } from './users-rig.js';

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('It did not come about.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function expectUnavailable(answer: Answer): void {
  expect({ status: answer.status, code: answer.body['code'] }).toEqual({ status: 503, code: 'unavailable' });
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(JSON.stringify(answer.body)).not.toMatch(/127\.0\.0\.1|ECONN|postgres|terminat/i);
}

describe('while the database is away', () => {
  let database: TestDatabase;
  let wire: Wire;
  let app: TestApp;
  let admin: Api;

  beforeAll(async () => {
    database = await createTestDatabase();
    const url = new URL(database.url);
    wire = await Wire.to(url.hostname, Number(url.port));
    url.hostname = '127.0.0.1';
    url.port = String(wire.port);
    app = await startTestApp({ database: { ...database, url: url.href } });
    admin = await app.as('admin');
  });

  afterAll(async () => {
    await wire.mend();
    await app.close();
    await wire.cut();
    await database.drop();
  });

  it('reads and writes answer 503 with the time to try again, and the process goes on by itself afterwards', async () => {
    const { id } = await newUser(admin);
    const lost = userBody();
    await wire.cut();

    expectUnavailable(await admin.get(`/users/${id}`));
    expectUnavailable(await admin.post('/users', lost));
    expect((await app.stranger.get('/health/live')).status).toBe(200);
    const unready = await app.stranger.get('/health/ready');
    expect({ status: unready.status, code: unready.body['code'], database: unready.body['checks'].database.status }).toEqual({
      status: 503,
      code: 'not-ready',
      database: 'down',
    });
    expect((await app.stranger.get('/metrics')).status).toBe(200);

    await wire.mend();
    await until(async () => (await app.stranger.get('/health/ready')).status === 200);
    expect((await admin.get(`/users/${id}`)).status).toBe(200);
    expect((await admin.post('/users', lost)).status).toBe(201);
  });

  it('connections that the server ends are replaced', async () => {
    await admin.get('/users');
    await database.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );

    await until(async () => (await admin.get('/users')).status === 200);
    const answers = await Promise.all(Array.from({ length: 20 }, () => admin.get('/users')));

    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
  });

  it('connections that break in the middle of requests cost a 503 at worst', async () => {
    const requests = Promise.all(
      Array.from({ length: 40 }, (_, index) => (index % 2 ? admin.get('/users') : admin.post('/users', userBody()))),
    );
    setTimeout(() => void wire.breakConnections(), 15);
    const answers = await requests;

    answers.filter(({ status }) => status >= 500).forEach(expectUnavailable);
    expect(answers.every(({ status }) => [200, 201, 503].includes(status))).toBe(true);
    await until(async () => (await admin.get('/users')).status === 200);
  });
});
