import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Api } from '../harness/api.js';
import { startTestApp, type TestApp } from '../harness/app.js';
import { ProductProcess } from '../harness/product-process.js';
import { until } from '../harness/until.js';
import { remove, temporaryFolder } from '../startup/process-under-test.js';
import { person } from '../e2e/patients/people.js';

// Whole processes: on a busy machine each may take seconds to come up.
jest.setTimeout(90_000);

const ENVIRONMENT = { JWT_KEYS: `journey:${randomBytes(32).toString('hex')}`, RATE_LIMIT_USER: '1000000', RATE_LIMIT_ADDRESS: '1000000' };

describe('the audit trail of whole processes', () => {
  let app: TestApp;
  let doctor: Api;
  let patientId: string;

  beforeAll(async () => {
    app = await startTestApp({ env: ENVIRONMENT });
    doctor = await app.as('doctor');
    patientId = (await doctor.post('/patients', person())).body['id'];
  });

  afterEach(() => ProductProcess.killAll());

  afterAll(() => app.close());

  const start = (role: 'main' | 'worker' | 'all'): Promise<ProductProcess> =>
    ProductProcess.start(role, { DATABASE_URL: app.database.url, ...ENVIRONMENT });

  const verify = (...args: string[]): Promise<[number, string]> => verifyIn({ DATABASE_URL: app.database.url }, ...args);

  /** What the command says, and its exit code. */
  function verifyIn(surroundings: Record<string, string>, ...args: string[]): Promise<[number, string]> {
    const env = { PATH: process.env['PATH'], NODE_NO_WARNINGS: '1', ...surroundings };
    return new Promise((resolve) => {
      execFile(process.execPath, ['dist/src/cli/audit-verify.js', ...args], { env }, (error, stdout, stderr) =>
        resolve([error ? Number(error.code) : 0, stdout + stderr]),
      );
    });
  }

  const rowsOf = (requestId: string): Promise<unknown[]> =>
    app.database.query('select id from access.audit_events where request_id = $1', [requestId]);

  it('has the row of an answer that arrived, whatever becomes of the process afterwards', async () => {
    for (let times = 0; times < 3; times++) {
      const process = await start('main');
      const requests = Array.from({ length: 24 }, (_, each) => `kept-${times}-${each}`);
      const answered: string[] = [];
      const reading = requests.map(async (id) => {
        const { status } = await doctor.at(process.origin).get(`/patients/${patientId}`, { 'x-request-id': id });
        if (status === 200) answered.push(id);
      });
      await Promise.race(reading);
      await process.kill();
      await Promise.allSettled(reading);

      expect(answered.length).toBeGreaterThan(0);
      for (const id of answered) expect([id, (await rowsOf(id)).length]).toEqual([id, 1]);
    }
  });

  it('is sealed within moments, and at the end of a process; the command says so and gives its head to write down', async () => {
    const all = await start('all');
    await doctor.at(all.origin).get(`/patients/${patientId}`);
    await until(async () => (await app.database.query('select from access.audit_unsealed')).length === 0);
    await doctor.at(all.origin).get(`/patients/${patientId}`);
    all.child.kill('SIGTERM');
    expect(await all.exited).toBe(0);

    const [code, said] = await verify('--patience', '0');

    expect([code, said]).toEqual([0, expect.stringContaining('Everything is as it was written.')]);
    expect(said).toContain('; 0 events wait for their seal.');
    const head = /Head {3}(\d+:[\da-f]{64})/.exec(said)![1]!;
    expect((await verify('--expect', head))[0]).toBe(0);
    const forged = head.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    expect(await verify('--expect', forged)).toEqual([1, expect.stringContaining('the chain was made anew')]);
  });

  it('tells the command which row was tampered with', async () => {
    const worker = await start('worker');
    await until(async () => (await app.database.query('select from access.audit_unsealed')).length === 0);
    await worker.kill();
    const [victim] = await app.database.query<{ id: string }>("select id from access.audit_events where action = 'patient.read' limit 1");
    await app.database.query('alter table access.audit_events disable trigger user');
    await app.database.query("update access.audit_events set address = '127.0.0.2' where id = $1", [victim!.id]);

    const [code, said] = await verify();

    expect([code, said]).toEqual([1, expect.stringMatching(new RegExp(`FOUND {2}Event ${victim!.id} of \\S+ was altered`))]);
  });

  it('is verified in an embedded database that nobody uses, and the command makes none by itself', async () => {
    const dataDir = await temporaryFolder();
    try {
      expect(await verifyIn({ DATA_DIR: dataDir })).toEqual([2, expect.stringContaining('There is no database in')]);
      const embedded = await ProductProcess.start('all', { DATA_DIR: dataDir });
      embedded.child.kill('SIGTERM');
      expect(await embedded.exited).toBe(0);

      expect(await verifyIn({ DATA_DIR: dataDir }, '--patience', '0')).toEqual([0, expect.stringContaining('Head   1:')]);
    } finally {
      await remove(dataDir);
    }
  });

  it('is told about where it is switched off for reads', async () => {
    const { words } = await ProductProcess.start('main', { DATABASE_URL: app.database.url, ...ENVIRONMENT, AUDIT_READS: 'off' });

    expect(words).toContain('AUDIT_READS=off: whoever reads patient data leaves no trace.');
  });

  it('tells the command what is wrong where it cannot look', async () => {
    expect(await verify('--expect', 'tomorrow')).toEqual([2, expect.stringContaining('an earlier run printed')]);
    expect(await verify('--patience', 'long')).toEqual([2, expect.stringContaining('A whole number of seconds.')]);
  });
});
