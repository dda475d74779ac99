/** A stretch of time from an instant up to, and without, another. Plain data. */
export interface Interval {
  from: Temporal.Instant;
  to: Temporal.Instant;
}

function earlier(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(one, other) <= 0 ? one : other;
}

function later(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(one, other) >= 0 ? one : other;
}

/** What of the window none of the intervals covers, in order. */
export function gapsIn(window: Interval, covered: readonly Interval[]): Interval[] {
  const gaps: Interval[] = [];
  let from = window.from;
  for (const each of [...covered].sort((a, b) => Temporal.Instant.compare(a.from, b.from))) {
    const to = earlier(each.from, window.to);
    if (Temporal.Instant.compare(from, to) < 0) gaps.push({ from, to });
    from = later(from, each.to);
  }
  if (Temporal.Instant.compare(from, window.to) < 0) gaps.push({ from, to: window.to });
  return gaps;
}

/**
 * The interval that is asked about, with dates (`YYYY-MM-DD`) that lie outside of it in every zone: whatever
 * reaches that far covers it to the end, and needs no zone arithmetic. Every booking asks, so that counts.
 */
export interface Window extends Interval {
  dayBefore: string;
  dayAfter: string;
}

export function windowOf(from: Temporal.Instant, to: Temporal.Instant): Window {
  return { from, to, dayBefore: dateOf(from.subtract({ hours: 48 })), dayAfter: dateOf(to.add({ hours: 48 })) };
}

/** The date in UTC, kept within the years that have four digits. */
function dateOf(instant: Temporal.Instant): string {
  const text = instant.toString();
  if (text.startsWith('+')) return '9999-12-31';
  return text.startsWith('-') || text < '0001' ? '0001-01-01' : text.slice(0, 10);
}

/** True where the days, both inclusive, hold the window entirely in every zone. */
export function surelyHold(first: string, last: string | undefined, { dayBefore, dayAfter }: Window): boolean {
  return first < dayBefore && (last === undefined || last > dayAfter);
}

/** What of the days, both inclusive, lies in or beyond the window; turned into instants where it matters. */
export function daysWithin(first: string, last: string | undefined, timeZone: string, window: Window): Interval {
  const startOf = (date: Temporal.PlainDate): Temporal.Instant => date.toZonedDateTime(timeZone).toInstant();
  const endless = last === undefined || last > window.dayAfter;
  return {
    from: first < window.dayBefore ? window.from : startOf(Temporal.PlainDate.from(first)),
    to: endless ? window.to : startOf(Temporal.PlainDate.from(last).add({ days: 1 })),
  };
}
