import type { Shortage } from './stock-errors.js';
import type { Posting } from './stock-movement.js';

/** What a location has of a lot. */
export interface Balance {
  locationId: string;
  lotId: string;
  medicationId: string;
  onHand: number;
  reserved: number;
}

/** Lines that take more than is there and not promised to somebody, all lines together, in their order. */
export function shortagesOf(postings: readonly Posting[], balances: readonly Balance[]): Shortage[] {
  const free = new Map(balances.map((balance) => [`${balance.locationId} ${balance.lotId}`, { ...balance }]));
  return postings.flatMap(({ locationId, lotId, quantity }, line) => {
    const balance = free.get(`${locationId} ${lotId}`);
    if (!balance) return [];
    const available = balance.onHand - balance.reserved;
    balance.onHand += quantity;
    return quantity < 0 && available + quantity < 0
      ? [{ line, medicationId: balance.medicationId, requested: -quantity, available: Math.max(available, 0) }]
      : [];
  });
}
