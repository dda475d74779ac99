import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ExpireLots } from '../../../src/pharmacy/application/expire-lots.js';
import { ProgrammeRig } from './programme-rig.js';
import { Programme, program } from './stock-programme.js';

const PROGRAMS = 3;

/** What the ledger has after all programs, so that none of the acts was merely refused. */
const EVERY_KIND = [
  'adjustment',
  'count',
  'destruction',
  'dispense',
  'receipt',
  'return',
  'reversal',
  'transfer-in',
  'transfer-out',
];

describe('random programs over the same stock', () => {
  let rig: ProgrammeRig;

  beforeAll(async () => {
    rig = await ProgrammeRig.open();
  });

  afterAll(() => rig.close());

  it(
    'leave ledger, balances, promises, registers, prescriptions and charges that agree',
    async () => {
      const expire = () => rig.app.app.get(ExpireLots).execute();
      await fc.assert(
        fc.asyncProperty(program, async (steps) => {
          const programme = new Programme(rig.people, await rig.batches(), await rig.locations(), expire);
          await programme.run(steps);
          expect([...programme.surprises, ...programme.broken]).toEqual([]);
          expect(await rig.faults()).toEqual([]);
          expect(programme.dispensing.acknowledged.length).toBeGreaterThan(0);
        }),
        { numRuns: PROGRAMS, seed: 20261122, endOnFailure: true },
      );
      const text = 'select distinct kind from pharmacy.stock_movements order by kind';
      const kinds = await rig.app.database.query<{ kind: string }>(text);
      expect(kinds.map(({ kind }) => kind)).toEqual(EVERY_KIND);
    },
    180_000,
  );
});
