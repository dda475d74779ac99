import type { Lot, NewLot } from './lot.js';
import type { PostedBy, Posting } from './stock-movement.js';
import type { StockLocation } from './stock-location.js';
import type { StockReceipt } from './stock-receipt.js';

export abstract class StockLocations {
  /** A name that is taken is `StockLocationNameTaken`, an unknown facility `NotFound`, when the unit of work ends. */
  abstract add(location: StockLocation): void;
  /** @throws NotFound */
  abstract get(id: string): Promise<StockLocation>;
}

export abstract class Lots {
  /**
   * The lots of these batches, in their order; those that are not known are made. Whoever makes the same one at the same
   * time gets the same. Their expiry dates are those on record, which can be others than those given.
   * @throws NotFound for an unknown medication
   */
  abstract known(batches: readonly Omit<NewLot, 'id'>[]): Promise<Lot[]>;
}

export abstract class StockReceipts {
  abstract add(receipt: StockReceipt): void;
}

/** The ledger of stock and the balances that it keeps. */
export abstract class StockLedger {
  /**
   * Writes movements, and by them the balances, all or none. Whatever stock they touch is locked first, in one order for
   * everybody: lots by id, then balances by location and lot.
   * @throws InsufficientStock where a balance would fall below what is reserved
   */
  abstract post(postings: readonly Posting[], by: PostedBy): Promise<void>;
}
