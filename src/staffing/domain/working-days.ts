import type { AvailabilityRule } from './availability-rules.js';
import type { Closure } from './facility-settings.js';

/** Working days by calendar year: `{ "2026": 3, "2027": 2 }`. */
export type DaysByYear = Record<string, number>;

/** Monday to Friday, for people whose week is not known. */
const USUAL_WEEK: readonly AvailabilityRule[] = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '00:00', to: '24:00' }));

/**
 * The days that a leave takes from an entitlement: those on which the person's weekly rules have them work and the facility
 * is open. Somebody without any rule works Monday to Friday. Single days that differ (exceptions) do not count: they say
 * when somebody can be booked, not when they are employed to work.
 * @param from first day of the leave
 * @param to last day, inclusive
 */
export function workingDays(
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
  rules: readonly AvailabilityRule[],
  closures: readonly Closure[],
): DaysByYear {
  const week = rules.length > 0 ? rules : USUAL_WEEK;
  const days: DaysByYear = {};
  for (let date = from; Temporal.PlainDate.compare(date, to) <= 0; date = date.add({ days: 1 })) {
    const day = date.toString();
    const works = week.some((rule) => rule.weekday === date.dayOfWeek && holdsOn(rule, day));
    const closed = closures.some((closure) => closure.from <= day && day <= closure.to);
    if (works && !closed) days[date.year] = (days[date.year] ?? 0) + 1;
  }
  return days;
}

function holdsOn({ validFrom, validUntil }: AvailabilityRule, day: string): boolean {
  return (validFrom === undefined || validFrom <= day) && (validUntil === undefined || day <= validUntil);
}
