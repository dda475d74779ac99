import type { Money } from '#kernel';
import type { DayOfUse } from '../domain/daily-use.js';
import type { StockRule } from '../domain/stock-rule.js';

/** Usable stock of a lot at a location. */
export interface UsableLot {
  locationId: string;
  facilityId: string;
  medicationId: string;
  lotId: string;
  lotNumber: string;
  /** `YYYY-MM-DD` */
  expiresOn: string;
  /** Days on which it may be used, today included. */
  daysLeft: number;
  /** Units that may be given out to somebody new. */
  quantity: number;
}

/** Days of a facility, both included. */
export interface UseWindow {
  from: Temporal.PlainDate;
  to: Temporal.PlainDate;
  /** IANA name. */
  timeZone: string;
}

/** The day of each facility, by its id. */
export type DaysOfFacilities = ReadonlyMap<string, Temporal.PlainDate>;

/** What the records say that suggestions are made of. Maps are by the id of the medication. */
export abstract class ReorderRecords {
  /** Rules in force at a location by medication; one more than `limit` where there are more. */
  abstract rules(locationId: string, limit: number, after: string | undefined): Promise<StockRule[]>;

  /** The days on which something was given out, came back or was missing. */
  abstract use(locationId: string, medicationIds: readonly string[], window: UseWindow): Promise<ReadonlyMap<string, DayOfUse[]>>;

  /** Usable lots at all locations of the facilities (of all without them), the first to expire first. */
  abstract lots(
    medicationIds: readonly string[],
    days: DaysOfFacilities,
    within: readonly string[] | undefined,
  ): Promise<ReadonlyMap<string, UsableLot[]>>;

  /** Units used in a window, at each of the locations. */
  abstract usedAt(places: readonly Pick<UsableLot, 'locationId' | 'medicationId'>[], window: UseWindow): Promise<number[]>;

  /** What one unit cost when it was last received with a price at the facility. */
  abstract unitCosts(facilityId: string, medicationIds: readonly string[]): Promise<ReadonlyMap<string, Money>>;
}
