import type { UsableLot } from './allocation.js';
import type { DispenseReturn, ReturnCondition } from './dispense-return.js';
import type { Dispense } from './dispense.js';

/** Dispenses with their lines. Changes are saved by the unit of work. */
export abstract class Dispenses {
  abstract add(dispense: Dispense): void;
  /** @throws NotFound */
  abstract get(id: string): Promise<Dispense>;
  /** Those that exist, in no particular order. */
  abstract all(ids: readonly string[]): Promise<Dispense[]>;
  /** Keeps for good from which lots a completed one was taken. */
  abstract keepDraws(dispense: Dispense): void;
  abstract save(): Promise<void>;
  /** Ids of those whose reservations have ended; at one location and of some medications only, where that is asked for. */
  abstract overdue(now: Temporal.Instant, limit: number, of?: { locationId: string; medicationIds: readonly string[] }): Promise<string[]>;
}

/** Where stock is asked for, on which day of its facility. */
export interface DispensingPlace {
  locationId: string;
  today: Temporal.PlainDate;
}

/** A promise of stock. */
export interface HeldStock {
  dispenseId: string;
  locationId: string;
  lotId: string;
  quantity: number;
}

/** Stock that may be given out, and what of it is promised to whom. */
export abstract class DispensableStock {
  /**
   * Usable lots of medications, held until the unit of work ends: lots by id, then balances by location and lot, as the
   * ledger does.
   */
  abstract usable(place: DispensingPlace, medicationIds: readonly string[]): Promise<UsableLot[]>;
  /** Promises what the lines of a dispense draw, out of stock that is held by `usable`. */
  abstract reserve(dispense: Dispense, at: Temporal.Instant): void;
  /** Ends all promises to dispenses. */
  abstract release(dispenseIds: readonly string[]): Promise<HeldStock[]>;
  /** To whom a lot is promised, the newest promise first; at one location or at all. */
  abstract promised(lotId: string, locationId?: string): Promise<HeldStock[]>;
  /** Keeps what was taken back from dispenses, and what for. */
  abstract noteRelease(released: readonly HeldStock[], cause: { kind: string; id: string }, at: Temporal.Instant): Promise<void>;
}

/** What came back of dispenses. */
export abstract class DispenseReturns {
  abstract add(returned: DispenseReturn): void;
  /** @throws NotFound */
  abstract get(id: string, dispenseId: string): Promise<DispenseReturn>;
  /** In the order in which they were made. */
  abstract of(dispenseId: string): Promise<DispenseReturn[]>;
  /**
   * Counts it with what came back of the dispensed lots, or, with -1, no more.
   * @throws RuleBroken `exceeds-dispensed` where that is more than was dispensed
   */
  abstract claim(returned: DispenseReturn, sign: 1 | -1): Promise<void>;
  /** Id of the part of a lot's batch where stock goes that came back. */
  abstract partFor(lotId: string, condition: ReturnCondition): Promise<string>;
  abstract save(): Promise<void>;
}
