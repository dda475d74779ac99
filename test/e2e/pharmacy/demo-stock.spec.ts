import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InProcessClient } from '../../../src/cli/demo/in-process-client.js';
import { stockShelves } from '../../../src/cli/demo/stock-shelves.js';
import { Tally } from '../../../src/cli/demo/tally.js';
import { watchShelves } from '../../../src/cli/demo/watch-shelves.js';
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

  it('are watched by a rule each, one of which finds too little and a lot that will expire, once', async () => {
    const { app, facilityId, locationId, pharmacist } = dispensary;
    const api = new InProcessClient(app.app, pharmacist.token!);
    const [first, second] = [new Tally(), new Tally()];
    await watchShelves(api, first, facilityId);
    await watchShelves(api, second, facilityId);
    expect([first.made('stock rules'), second.made('stock rules')]).toEqual([2, 0]);
    const { body } = await pharmacist.get(`/stock-alerts?locationId=${locationId}`);
    expect(body['items'].map(({ kind }: { kind: string }) => kind).sort()).toEqual(['expiring', 'low-stock']);
  });
});
