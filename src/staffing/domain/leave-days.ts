import { RuleBroken } from '#kernel';
import type { Interval, Window } from './interval.js';

/** Halves of a local day, parted at the facility's midday. */
export const halves = ['am', 'pm'] as const;
export type Half = (typeof halves)[number];

/** First and last day of an absence, `YYYY-MM-DD`, both inclusive. */
export interface LeaveDays {
  from: string;
  to: string;
  /** `pm`: it begins at midday of the first day. */
  fromHalf: Half;
  /** `am`: it ends at midday of the last day. */
  toHalf: Half;
}

/** Where and when a facility's days have their middle. */
export interface LocalMidday {
  /** IANA name. */
  timeZone: string;
  /** `HH:MM`. */
  midday: string;
}

/** Longest leave, in days. */
const LONGEST = 731;

/** @throws RuleBroken `invalid-leave-period` where it ends before it begins, or is longer than two years */
export function expectLeavePeriod({ from, to, fromHalf, toHalf }: LeaveDays): void {
  const days = Temporal.PlainDate.from(from).until(to).days + 1;
  const isEmpty = days === 1 && fromHalf === 'pm' && toHalf === 'am';
  if (days >= 1 && days <= LONGEST && !isEmpty) return;
  throw new RuleBroken('invalid-leave-period', `A leave ends after it begins and is at most ${LONGEST} days long.`);
}

/** The absence as time. */
export function leaveTime(days: LeaveDays, place: LocalMidday): Interval {
  return { from: beginningOf(days, place), to: endOf(days, place) };
}

/** What of the absence lies in or beyond the window; turned into instants where it matters. */
export function leaveWithin(days: LeaveDays, place: LocalMidday, window: Window): Interval {
  return {
    from: days.from < window.dayBefore ? window.from : beginningOf(days, place),
    to: days.to > window.dayAfter ? window.to : endOf(days, place),
  };
}

/**
 * The absence by the clocks of the facility: `YYYY-MM-DDTHH:MM`, which are compared as text. The end of a day is its 24:00.
 */
export function localLeave({ from, to, fromHalf, toHalf }: LeaveDays, midday: string): { from: string; until: string } {
  return { from: `${from}T${fromHalf === 'pm' ? midday : '00:00'}`, until: `${to}T${toHalf === 'am' ? midday : '24:00'}` };
}

function beginningOf({ from, fromHalf }: LeaveDays, { timeZone, midday }: LocalMidday): Temporal.Instant {
  return instantOf(Temporal.PlainDate.from(from), timeZone, fromHalf === 'pm' ? midday : undefined);
}

function endOf({ to, toHalf }: LeaveDays, { timeZone, midday }: LocalMidday): Temporal.Instant {
  const last = Temporal.PlainDate.from(to);
  return toHalf === 'am' ? instantOf(last, timeZone, midday) : instantOf(last.add({ days: 1 }), timeZone);
}

function instantOf(date: Temporal.PlainDate, timeZone: string, plainTime?: string): Temporal.Instant {
  return date.toZonedDateTime({ timeZone, plainTime }).toInstant();
}
