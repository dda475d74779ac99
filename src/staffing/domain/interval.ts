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

/** Turns dates of one zone into instants: from the first day's beginning to the last day's end. */
export function daysAsInterval(first: Temporal.PlainDate, last: Temporal.PlainDate, timeZone: string): Interval {
  return {
    from: first.toZonedDateTime(timeZone).startOfDay().toInstant(),
    to: last.add({ days: 1 }).toZonedDateTime(timeZone).startOfDay().toInstant(),
  };
}
