import { RRuleTemporal } from 'rrule-temporal';
import { Recurrences } from '../../application/series-ports.js';
import type { Recurrence } from '../../domain/recurrence.js';

const FREQUENCIES = { daily: 'DAILY', weekly: 'WEEKLY', monthly: 'MONTHLY' } as const;
const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** Dates alone are reckoned here, in UTC, where every day has 24 hours; times of day are added in the facility's zone. */
export class RruleRecurrences extends Recurrences {
  override dates(recurrence: Recurrence, first: Temporal.PlainDate, limit: number): Temporal.PlainDate[] {
    const { frequency, interval, count, until, weekdays } = recurrence;
    const rule = new RRuleTemporal({
      freq: FREQUENCIES[frequency],
      interval,
      count,
      until: until === undefined ? undefined : midnight(Temporal.PlainDate.from(until)),
      byDay: weekdays?.map((day) => WEEKDAYS[day - 1]!),
      dtstart: midnight(first),
    });
    return rule.all((_, index) => index < limit).map((date) => Temporal.PlainDate.from(date.toString().slice(0, 10)));
  }
}

function midnight(date: Temporal.PlainDate): Temporal.ZonedDateTime {
  return date.toZonedDateTime('UTC');
}
