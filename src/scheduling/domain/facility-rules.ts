import { RuleBroken } from '#kernel';
import { MINUTE, overlap, type Span } from './spans.js';
import type { NoShowRules } from './no-show.js';
import type { SelfService } from './self-service.js';
import { WallClocks } from './wall-clock.js';

/** How a facility schedules. Durations in whole minutes; what is undefined does not limit. */
export interface FacilityRules {
  facilityId: string;
  /** What the facility is called. */
  facilityName: string;
  /** IANA name. */
  timeZone: string;
  bookingHorizonDays: number;
  minimumNoticeMinutes?: number;
  holdMinutes: number;
  /** A cancellation closer to the start than this is late. */
  cancellationWindowMinutes: number;
  noShowGraceMinutes: number;
  noShow: NoShowRules;
  maximumOpenBookings?: number;
  /** How long a time that became free is offered to one patient, where nothing presses. */
  waitListOfferMinutes: number;
  selfService: SelfService;
  /** Days on which nobody is seen: first and last date, both inclusive, `YYYY-MM-DD`. */
  closures: readonly { from: string; to: string }[];
  messages: MessageRules;
}

/** What a facility tells in messages. */
export interface MessageRules {
  /** BCP 47 tag of those who say nothing else. */
  language: string;
  /** Whether bookings, moves and cancellations are confirmed to patients. */
  confirmations: boolean;
  /** What practitioners' calendar feeds say of an appointment: that there is one, or of what type. */
  calendarDetail: 'busy' | 'type';
}

export const schedulingDefaults = {
  messages: { language: 'en', confirmations: false, calendarDetail: 'busy' },
  bookingHorizonDays: 400,
  holdMinutes: 5,
  cancellationWindowMinutes: 24 * 60,
  noShowGraceMinutes: 15,
  noShow: { windowDays: 365 },
  waitListOfferMinutes: 120,
  selfService: { book: true, confirm: true, cancel: true },
  closures: [],
} as const;

/**
 * What may be booked at `now`: from the beginning of the running local day, so that a walk-in can be
 * recorded afterwards, or from the end of the minimum notice where there is one; up to the horizon.
 */
export function bookingWindow(rules: FacilityRules, now: Temporal.Instant): Span {
  const today = now.toZonedDateTimeISO(rules.timeZone).startOfDay();
  const from =
    rules.minimumNoticeMinutes === undefined ? today.epochMilliseconds : now.epochMilliseconds + rules.minimumNoticeMinutes * MINUTE;
  return { from, until: today.add({ days: rules.bookingHorizonDays + 1 }).epochMilliseconds };
}

/**
 * @throws RuleBroken `too-late-to-book` or `beyond-booking-horizon` where a start lies outside the booking window
 */
export function expectBookable(start: Temporal.Instant, rules: FacilityRules, now: Temporal.Instant): void {
  const window = bookingWindow(rules, now);
  if (start.epochMilliseconds < window.from) {
    throw new RuleBroken('too-late-to-book', 'It is too late to book this time.', { minimumNoticeMinutes: rules.minimumNoticeMinutes });
  }
  if (start.epochMilliseconds >= window.until) {
    throw new RuleBroken('beyond-booking-horizon', `Bookings are taken at most ${rules.bookingHorizonDays} days ahead.`);
  }
}

type Closure = FacilityRules['closures'][number];

/** The facility's closed days as time. */
export function closedTime(rules: FacilityRules, clocks = new WallClocks()): Span[] {
  return rules.closures.map((closure) => spanOf(closure, rules, clocks));
}

/** The closures that reach into a time. */
export function closuresWithin(rules: FacilityRules, time: Span, clocks = new WallClocks()): Closure[] {
  return rules.closures.filter((closure) => overlap(spanOf(closure, rules, clocks), time));
}

function spanOf({ from, to }: Closure, { timeZone }: FacilityRules, clocks: WallClocks): Span {
  const clock = clocks.in(timeZone);
  return {
    from: clock.startAt(Temporal.PlainDate.from(from), '00:00'),
    until: clock.startAt(Temporal.PlainDate.from(to).add({ days: 1 }), '00:00'),
  };
}

/** The date at the facility. */
export function localDay(at: Temporal.Instant, timeZone: string): Temporal.PlainDate {
  return at.toZonedDateTimeISO(timeZone).toPlainDate();
}
