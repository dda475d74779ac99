import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Api } from '../harness/api.js';
import { ProductProcess } from '../harness/product-process.js';
import { until } from '../harness/until.js';
import { remove, temporaryFolder } from '../startup/process-under-test.js';
import { signedIn, Traffic } from './traffic.js';

jest.setTimeout(180_000);

const PATIENCE_MS = 60_000;

describe('while PostgreSQL is killed', () => {
  const [email, password] = ['first@hospital.test', 'a long enough test password'];
  let dataDir: string;
  let running: ProductProcess;

  beforeAll(async () => {
    dataDir = await temporaryFolder();
    running = await ProductProcess.start('all', { DATA_DIR: dataDir, ADMIN_EMAIL: email, ADMIN_PASSWORD: password });
  });

  afterAll(async () => {
    running.child.kill('SIGTERM');
    await running.exited;
    await remove(dataDir);
  });

  async function killPostmaster(): Promise<void> {
    const [pid] = (await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n', 1);
    process.kill(Number(pid), 'SIGKILL');
  }

  it('requests are answered 503 with the time to try again, nothing acknowledged is lost, and it recovers by itself', async () => {
    const stranger = new Api(running.origin);
    const caller = new Api(running.origin, await signedIn(stranger, email, password));
    const traffic = new Traffic(caller, 4, 20);
    for (let times = 1; times <= 3; times++) {
      const before = traffic.with(201).length;
      await until(() => traffic.with(201).length > before + 20, PATIENCE_MS);
      const unavailable = traffic.with(503).length;
      await killPostmaster();
      await until(() => traffic.with(503).length > unavailable, PATIENCE_MS);
      const during = traffic.with(201).length;
      await until(() => traffic.with(201).length > during + 20, PATIENCE_MS);
    }
    await traffic.end();

    expect(new Set(traffic.outcomes.map(({ status }) => status))).toEqual(new Set([201, 503]));
    expect(traffic.with(503).every(({ retryAfter }) => Number(retryAfter) > 0)).toBe(true);
    for (const { family } of traffic.with(201)) {
      const { items } = (await caller.get(`/patients?q=${family}&limit=200`)).body;
      const found = items.filter(({ name }: { name: { family: string } }) => name.family === family).length;
      expect({ family, found }).toEqual({ family, found: 1 });
    }
    await until(async () => (await stranger.get('/health/ready')).status === 200, PATIENCE_MS);
    expect(running.child.exitCode).toBeNull();
  });
});
