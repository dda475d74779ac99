import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { ExpireLots } from '../../src/pharmacy/application/expire-lots.js';
import { ProgrammeRig } from '../e2e/pharmacy/programme-rig.js';
import { Programme, program } from '../e2e/pharmacy/stock-programme.js';
import { ProductProcess } from '../harness/product-process.js';
import { until } from '../harness/until.js';

jest.setTimeout(4 * 60_000);

/** What a client says whose server is gone. */
const LOST = /^(fetch failed|terminated)$/;
const KEYS = `test:${randomBytes(32).toString('hex')}`;

describe('a process that is killed while sixteen people dispense', () => {
  let rig: ProgrammeRig;

  beforeAll(async () => {
    rig = await ProgrammeRig.open({ env: { JWT_KEYS: KEYS } });
  });

  afterAll(async () => {
    ProductProcess.killAll();
    await rig.close();
  });

  it.each([1, 2, 3])('leaves no half of anything, and nothing undone that it had said was done (round %i)', async (round) => {
    const env = { DATABASE_URL: rig.app.database.url, JWT_KEYS: KEYS, RATE_LIMIT_USER: '100000', RATE_LIMIT_ADDRESS: '100000' };
    const first = await ProductProcess.start('main', env);
    const there = rig.people.map((api) => api.at(first.origin));
    const expire = () => rig.app.app.get(ExpireLots).execute();
    const programme = new Programme(there, await rig.batches(), await rig.locations(), expire);
    const [steps, ...more] = fc.sample(program, { numRuns: 4, seed: round });
    const running = programme.run(steps!.map((own, client) => [...own, ...more.flatMap((each) => each[client]!)]));
    await until(() => programme.dispensing.acknowledged.length >= 2 * round, 60_000);
    await first.kill();
    await running;

    expect(programme.broken.length).toBeGreaterThan(0);
    expect(programme.broken.map(({ message }) => message).filter((message) => !LOST.test(message))).toEqual([]);
    expect(await rig.faults()).toEqual([]);
    const done = await rig.app.database.query<{ id: string }>(`select id from pharmacy.dispenses where status = 'completed'`);
    const known = new Set(done.map(({ id }) => id));
    expect(programme.dispensing.acknowledged.filter((id) => !known.has(id))).toEqual([]);

    const second = await ProductProcess.start('main', env);
    const again = rig.people.map((api) => api.at(second.origin));
    const after = new Programme(again, await rig.batches(), await rig.locations(), expire);
    await after.run(steps!);
    expect([...after.surprises, ...after.broken]).toEqual([]);
    expect(await rig.faults()).toEqual([]);
    await second.kill();
  });
});
