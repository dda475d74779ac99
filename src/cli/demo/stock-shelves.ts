import type { InProcessClient } from './in-process-client.js';
import type { Tally } from './tally.js';

const LOCATION = 'Main dispensary';
const SUPPLIER = 'Lanternfield Wholesale';

/** Two lots of each: days until they expire, and units. */
const LOTS = [
  { letter: 'A', days: 60, quantity: 40 },
  { letter: 'B', days: 540, quantity: 200 },
];

/** Gives a facility a dispensary with two lots of everything in the formulary. */
export async function stockShelves(api: InProcessClient, tally: Tally, facilityId: string, today: Temporal.PlainDate): Promise<void> {
  const locations = await api.list<{ id: string; name: string }>('/stock-locations', { facilityId });
  const known = locations.find(({ name }) => name === LOCATION);
  const open = (): Promise<{ id: string }> => api.post('/stock-locations', { facilityId, name: LOCATION });
  const { id: locationId } = await tally.findOrMake('stock locations', known, open);
  const stocked = await api.list<{ medicationId: string }>('/stock', { locationId });
  for (const { id: medicationId } of await api.list<{ id: string }>('/medications', { status: 'active' })) {
    const there = stocked.find((each) => each.medicationId === medicationId);
    const lines = LOTS.map(({ letter, days, quantity }) => {
      const expiresOn = today.add({ days }).toString();
      return { medicationId, lotNumber: `${letter}${expiresOn.slice(2, 7).replace('-', '')}`, expiresOn, quantity };
    });
    await tally.findOrMake('medications in stock', there, async () => {
      await api.post('/stock-receipts', { locationId, supplier: SUPPLIER, lines });
      return { medicationId };
    });
  }
}
