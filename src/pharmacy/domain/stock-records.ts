import type { Lot, LotAct, NewLot } from './lot.js';
import type { StockAdjustment } from './stock-adjustment.js';
import type { HeldPosting, PostedBy, Posting } from './stock-movement.js';
import type { StockCount } from './stock-count.js';
import type { StockTransfer } from './stock-transfer.js';
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
  /** @throws NotFound */
  abstract get(id: string): Promise<Lot>;
  /** In the order of the ids. @throws NotFound where one of them is not a lot of the facility */
  abstract ofFacility(facilityId: string, ids: readonly string[]): Promise<Lot[]>;
  /** What else there is of the batch of a lot, by part. */
  abstract partsOf(lot: Lot): Promise<Lot[]>;
  /** Whether any of the lots is of a controlled drug. */
  abstract anyControlled(ids: readonly string[]): Promise<boolean>;
  /** Everything there is of a lot: how much at which location. */
  abstract whereabouts(id: string): Promise<{ locationId: string; onHand: number }[]>;
  /** Ids of available lots of a facility that expired before a day. */
  abstract overdue(facilityId: string, today: Temporal.PlainDate, limit: number): Promise<string[]>;
  /** Saves what was changed, with what was done. */
  abstract save(act?: LotAct & { at: Temporal.Instant }): Promise<void>;
}

export abstract class StockAdjustments {
  /** Another reversal of the same one is RuleBroken `already-reversed` when the unit of work ends. */
  abstract add(adjustment: StockAdjustment): void;
  /** @throws NotFound */
  abstract get(id: string): Promise<StockAdjustment>;
  abstract save(): Promise<void>;
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

  /** Writes movements of stock that the unit of work holds, in the same order, when it ends. */
  abstract postHeld(postings: readonly HeldPosting[], by: PostedBy): void;
}

export abstract class StockTransfers {
  abstract add(transfer: StockTransfer): void;
  /** @throws NotFound */
  abstract get(id: string): Promise<StockTransfer>;
  abstract save(): Promise<void>;
}

export abstract class StockCounts {
  abstract add(count: StockCount): void;
  /** @throws NotFound */
  abstract get(id: string): Promise<StockCount>;
  /** What the books say of a location, by lot, at one moment. */
  abstract onHandAt(
    locationId: string,
    of: { medicationIds?: readonly string[]; lotIds?: readonly string[] },
  ): Promise<{ lotId: string; onHand: number }[]>;
  abstract save(): Promise<void>;
}
