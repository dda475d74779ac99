import { WallClock } from './wall-clock.js';

/** Local times between which a patient is not to be disturbed; `from` after `to` runs over midnight. */
export interface QuietHours {
  from: string;
  to: string;
}

/**
 * The first instant, from the given one on, that is not quiet in the patient's zone. An end inside a
 * gap of the clock is the first instant after it; one that exists twice is its last occurrence.
 */
export function afterQuietHours(at: Temporal.Instant, quiet: QuietHours | undefined, timeZone: string): Temporal.Instant {
  if (!quiet || quiet.from === quiet.to) return at;
  const local = at.toZonedDateTimeISO(timeZone);
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
  const overMidnight = quiet.from > quiet.to;
  const isQuiet = overMidnight ? time >= quiet.from || time < quiet.to : time >= quiet.from && time < quiet.to;
  if (!isQuiet) return at;
  const endsOn = overMidnight && time >= quiet.from ? local.toPlainDate().add({ days: 1 }) : local.toPlainDate();
  return endOfQuiet(endsOn, quiet.to, timeZone);
}

function endOfQuiet(date: Temporal.PlainDate, to: string, timeZone: string): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(new WallClock(timeZone).endAt(date, to));
}
