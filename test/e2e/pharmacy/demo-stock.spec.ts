import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InProcessClient } from '../../../src/cli/demo/in-process-client.js';
import { stockShelves } from '../../../src/cli/demo/stock-shelves.js';
import { Tally } from '../../../src/cli/demo/tally.js';
import { Dispensary } from './dispensary.js';

describe('the shelves of the demo hospital', () => {
  let dispensary: Dispensary;

  beforeAll(async () => {
    dispensary = await Dispensary.open();
  });

  afterAll(() => dispensary.close());

  it('have two lots of everything in the formulary, once', async () => {
    const medications = [await dispensary.medication(), await dispensary.medication({ controlled: true })];
    const api = new InProcessClient(dispensary.app.app, dispensary.pharmacist.token!);
    const [first, second] = [new Tally(), new Tally()];
    const today = Temporal.Now.plainDateISO('Europe/Berlin');
    await stockShelves(api, first, dispensary.facilityId, today);
    await stockShelves(api, second, dispensary.facilityId, today);
    expect([first.made('medications in stock'), second.made('medications in stock')]).toEqual([2, 0]);
    for (const medicationId of medications) {
      const { usable, lots } = await dispensary.stockOf(medicationId);
      expect([usable, lots.length]).toEqual([240, 2]);
    }
  });
});
