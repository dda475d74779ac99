import { overlap, type Span, union, without } from './spans.js';
import { type WallClock, WallClocks } from './wall-clock.js';

/** A weekly rule in local time. An end at or before the start belongs to the next day; `24:00` is midnight. */
export interface WeeklyRule {
  /** 1 is Monday, 7 Sunday. */
  weekday: number;
  /** `HH:MM`. */
  from: string;
  to: string;
  /** First and last date it holds for, `YYYY-MM-DD`, both inclusive. */
  validFrom?: string;
  validUntil?: string;
  /** Where named, only these kinds of appointment; otherwise all. */
  appointmentTypeIds?: string[];
}

/** A single day that differs. Without times it is the whole day, and closed outweighs open. */
export interface AvailabilityException {
  date: string;
  from?: string;
  to?: string;
  kind: 'open' | 'closed';
}

/** When somebody can be booked, as wall-clock time in a zone. */
export interface Availability {
  timeZone: string;
  rules: readonly WeeklyRule[];
  exceptions: readonly AvailabilityException[];
}

interface LocalSpan {
  from?: string;
  to?: string;
}

/**
 * The time that is open for a kind of appointment: rules and open exceptions, less closed ones. Spans
 * that begin inside the window keep their own ends, so a night that reaches beyond it stays whole.
 */
export function openTime(availability: Availability, window: Span, appointmentTypeId: string, clocks = new WallClocks()): Span[] {
  const clock = clocks.in(availability.timeZone);
  const open = [
    ...datesAround(window, clock).flatMap((date) => spansOfRules(availability.rules, date, appointmentTypeId, clock)),
    ...spansOfExceptions(availability.exceptions, 'open', clock),
  ];
  const closed = spansOfExceptions(availability.exceptions, 'closed', clock);
  return without(union(open), closed).filter((span) => overlap(span, window));
}

/** A day more on each side, for rules that run past midnight. */
function datesAround(window: Span, clock: WallClock): Temporal.PlainDate[] {
  const dates: Temporal.PlainDate[] = [];
  const last = clock.dateOf(window.until).add({ days: 1 });
  for (
    let date = clock.dateOf(window.from).subtract({ days: 1 });
    Temporal.PlainDate.compare(date, last) <= 0;
    date = date.add({ days: 1 })
  ) {
    dates.push(date);
  }
  return dates;
}

function spansOfRules(rules: readonly WeeklyRule[], date: Temporal.PlainDate, typeId: string, clock: WallClock): Span[] {
  const day = date.toString();
  return rules.filter((rule) => rule.weekday === date.dayOfWeek && applies(rule, day, typeId)).map((rule) => spanOf(rule, date, clock));
}

function applies({ validFrom, validUntil, appointmentTypeIds }: WeeklyRule, day: string, typeId: string): boolean {
  if (validFrom && day < validFrom) return false;
  if (validUntil && day > validUntil) return false;
  return !appointmentTypeIds?.length || appointmentTypeIds.includes(typeId);
}

function spansOfExceptions(exceptions: readonly AvailabilityException[], kind: 'open' | 'closed', clock: WallClock): Span[] {
  return exceptions
    .filter((exception) => exception.kind === kind)
    .map((exception) => spanOf(exception, Temporal.PlainDate.from(exception.date), clock));
}

function spanOf({ from = '00:00', to = '24:00' }: LocalSpan, date: Temporal.PlainDate, clock: WallClock): Span {
  const endsOn = to <= from ? date.add({ days: 1 }) : date;
  return { from: clock.startAt(date, from), until: clock.endAt(endsOn, to) };
}
