import type { InProcessClient } from './in-process-client.js';
import type { Tally } from './tally.js';

interface Stock {
  medicationId: string;
  locationId: string;
}

const USUAL = { reorderPoint: 60, targetLevel: 300, expiryNoticeDays: 30, renotifyHours: 24 };
/** More than is on the shelves, which hold a lot that expires in 60 days. */
const SHORT = { ...USUAL, reorderPoint: 280, targetLevel: 600, expiryNoticeDays: 90 };

/** Gives what is in stock at a facility rules; the first finds too little, and a lot that will expire. */
export async function watchShelves(api: InProcessClient, tally: Tally, facilityId: string): Promise<void> {
  const locations = await api.list<{ id: string }>('/stock-locations', { facilityId });
  for (const { id: locationId } of locations) {
    const rules = await api.list<Stock>('/stock-rules', { locationId });
    const stock = await api.list<Stock>('/stock', { locationId });
    for (const [place, { medicationId }] of stock.entries()) {
      const known = rules.find((rule) => rule.medicationId === medicationId);
      const terms = place === 0 ? SHORT : USUAL;
      await tally.findOrMake('stock rules', known, () => api.put<Stock>('/stock-rules', { locationId, medicationId, ...terms }));
    }
  }
}
