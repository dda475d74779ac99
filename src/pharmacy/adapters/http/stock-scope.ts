import { type Caller, mayAt, staffScopeOf } from '#http';
import { NotFound } from '#kernel';
import type { StockQuery } from '../persistence/stock.query.js';

/** Where the caller holds a permission: the ids of facilities, or undefined for everywhere. */
export function facilitiesOf(caller: Caller, permission: string): readonly string[] | undefined {
  return staffScopeOf(caller, permission).facilities;
}

/** @throws NotFound where the permission is not held at the facility: foreign ones look absent */
export function expectFacility(facilityId: string, permission: string, caller: Caller): void {
  if (!mayAt(caller, permission, facilityId)) throw new NotFound('facility');
}

/** Keeps callers to the stock of the facilities for which their roles were granted. */
export class StockScope {
  constructor(private readonly query: StockQuery) {}

  /** @throws NotFound */
  async expectLocation(locationId: string, permission: string, caller: Caller): Promise<void> {
    if (caller.everywhere.has(permission)) return;
    await this.query.location(locationId, facilitiesOf(caller, permission));
  }
}
