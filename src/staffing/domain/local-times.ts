import { Period } from '#kernel';

/** Wall-clock times of a day, `HH:MM`. An end at or before the start is on the next day; `24:00` ends the day. */
export interface LocalTimes {
  from: string;
  to: string;
}

/**
 * The time that wall-clock times mean on a date. A time that is skipped when the clocks go forward is the first instant
 * after the gap; one that exists twice is its first occurrence as a start and its last as an end.
 */
export function periodOn(date: Temporal.PlainDate, { from, to }: LocalTimes, timeZone: string): Period {
  const endsOn = to <= from ? date.add({ days: 1 }) : date;
  const end = to === '24:00' ? instantOf(date.add({ days: 1 }), '00:00', timeZone, 'later') : instantOf(endsOn, to, timeZone, 'later');
  return new Period(instantOf(date, from, timeZone, 'earlier'), end);
}

/** Every date from the first to the last, both inclusive. */
export function datesFrom(first: Temporal.PlainDate, last: Temporal.PlainDate): Temporal.PlainDate[] {
  const days = first.until(last).days;
  return Array.from({ length: Math.max(0, days + 1) }, (_, index) => first.add({ days: index }));
}

function instantOf(date: Temporal.PlainDate, time: string, timeZone: string, occurrence: 'earlier' | 'later'): Temporal.Instant {
  const local = date.toPlainDateTime(Temporal.PlainTime.from(time));
  const zoned = local.toZonedDateTime(timeZone, { disambiguation: occurrence });
  if (zoned.toPlainDateTime().equals(local)) return zoned.toInstant();
  // Skipped: read with the offset of before the change, it lies before the change.
  const before = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  return (before.getTimeZoneTransition('next') ?? zoned).toInstant();
}
