import { RuleBroken } from '#kernel';
import { WallClock } from './wall-clock.js';

export const frequencies = ['daily', 'weekly', 'monthly'] as const;
export type Frequency = (typeof frequencies)[number];

export const MOST_OCCURRENCES = 52;

/** How an appointment repeats, in dates of the facility. */
export interface Recurrence {
  frequency: Frequency;
  /** Every so many days, weeks or months. */
  interval: number;
  /** Either a number of occurrences or the last date that counts, `YYYY-MM-DD`. */
  count?: number;
  until?: string;
  /** Only these days; 1 is Monday, 7 Sunday. Of daily and weekly recurrences. */
  weekdays?: number[];
}

/** @throws RuleBroken `invalid-recurrence` */
export function expectRecurrence({ frequency, count, until, weekdays }: Recurrence): void {
  if ((count === undefined) === (until === undefined)) throw broken('A recurrence has either a count or a last date.');
  if (weekdays !== undefined && frequency === 'monthly') throw broken('A monthly recurrence keeps the day of the month.');
}

/** @throws RuleBroken `invalid-recurrence` where there are none, or more than 52 */
export function expectOccurrences(dates: readonly Temporal.PlainDate[]): void {
  if (dates.length === 0) throw broken('The recurrence has no occurrence.');
  if (dates.length > MOST_OCCURRENCES) throw broken(`A series has at most ${MOST_OCCURRENCES} occurrences.`);
}

/**
 * Instants of the same time of day on many dates: 09:00 stays 09:00 when the clocks change. A time that is skipped is the
 * first instant after the gap, one that exists twice its first occurrence.
 */
export function atSameTime(dates: readonly Temporal.PlainDate[], time: Temporal.PlainTime, timeZone: string): Temporal.Instant[] {
  const clock = new WallClock(timeZone);
  return dates.map((date) => Temporal.Instant.fromEpochMilliseconds(clock.startAt(date, time.toString())));
}

/**
 * The new starts where the first of several occurrences moves: all by the same number of days, to the same time of day.
 * @param starts in order
 */
export function movedAlike(starts: readonly Temporal.Instant[], to: Temporal.Instant, timeZone: string): Temporal.Instant[] {
  const dateOf = (start: Temporal.Instant): Temporal.PlainDate => start.toZonedDateTimeISO(timeZone).toPlainDate();
  const target = to.toZonedDateTimeISO(timeZone);
  const days = dateOf(starts[0]!).until(target.toPlainDate(), { largestUnit: 'days' }).days;
  const [, ...later] = starts.map((start) => dateOf(start).add({ days }));
  return [to, ...atSameTime(later, target.toPlainTime(), timeZone)];
}

function broken(message: string): RuleBroken {
  return new RuleBroken('invalid-recurrence', message);
}
