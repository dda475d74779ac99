import type { RowScope } from '#kernel';
import type { WaitListEntry } from './wait-list-entry.js';
import type { WaitListOffer } from './wait-list-offer.js';

/** A stretch of time with a practitioner that somebody gave back. */
export interface FreedTime {
  facilityId: string;
  appointmentTypeId: string;
  staffId: string;
  start: Temporal.Instant;
  /** The date at the facility. */
  day: Temporal.PlainDate;
  /** Who gave it back, and is not asked whether they want it. */
  givenBackBy?: string;
}

/** Who waits, and what was offered to them. Changes are saved by the unit of work. */
export abstract class WaitList {
  /** @throws AlreadyWaiting where the patient has an open entry for the same, when the unit of work ends */
  abstract add(entry: WaitListEntry): void;

  /** Loses the race, and so makes the unit of work run again, where the entry got another offer meanwhile. */
  abstract addOffer(offer: WaitListOffer): void;

  /** @throws NotFound where there is none, or none within the scope */
  abstract get(id: string, scope?: RowScope): Promise<WaitListEntry>;

  /** @throws NotFound where there is none, or none within the scope */
  abstract getOffer(id: string, scope?: RowScope): Promise<WaitListOffer>;

  /** Open offers of the times that appointments hold. */
  abstract openOffersOf(appointmentIds: readonly string[]): Promise<WaitListOffer[]>;

  /**
   * The one whose turn it is, kept for this unit of work: who fits, was not offered the same time before, and is not being
   * dealt with by somebody else; by priority, then age.
   * @param passedOver entries that can't be offered this time
   */
  abstract nextFor(time: FreedTime, passedOver: readonly string[]): Promise<WaitListEntry | undefined>;

  /** Saves what was changed, so that versions are the new ones. */
  abstract save(): Promise<void>;

  /** Ids of waiting entries whose last day has passed, oldest first. */
  abstract overdue(now: Temporal.Instant, limit: number): Promise<string[]>;

  /** The held appointments of open offers whose limit has passed, oldest first. */
  abstract overdueOffers(now: Temporal.Instant, limit: number): Promise<string[]>;

  /** Times that were given back and are still free, for which somebody waits. */
  abstract freedTimes(now: Temporal.Instant, limit: number): Promise<FreedTime[]>;
}
