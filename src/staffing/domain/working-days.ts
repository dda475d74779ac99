import type { AvailabilityRule } from './availability-rules.js';
import type { Closure } from './facility-settings.js';
import type { Half, LeaveDays } from './leave-days.js';

/** Working days by calendar year, with halves: `{ "2026": 3, "2027": 1.5 }`. */
export type DaysByYear = Record<string, number>;

/** Monday to Friday, for people whose week is not known. */
const USUAL_WEEK: readonly AvailabilityRule[] = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '00:00', to: '24:00' }));

/**
 * The days that a leave takes from an entitlement: those on which the person's weekly rules have them work and the facility
 * is open. Half of a day takes half of it; the whole of it where they work in that half alone, and nothing where they work in
 * the other. Somebody without any rule works Monday to Friday. Single days that differ (exceptions) do not count: they say
 * when somebody can be booked, not when they are employed to work.
 * @param midday `HH:MM`
 */
export function workingDays(
  leave: LeaveDays,
  rules: readonly AvailabilityRule[],
  closures: readonly Closure[],
  midday: string,
): DaysByYear {
  const week = rules.length > 0 ? rules : USUAL_WEEK;
  const days: DaysByYear = {};
  for (let date = Temporal.PlainDate.from(leave.from); date.toString() <= leave.to; date = date.add({ days: 1 })) {
    const day = date.toString();
    if (closures.some((closure) => closure.from <= day && day <= closure.to)) continue;
    const works = halvesWorked(week.filter((rule) => rule.weekday === date.dayOfWeek && holdsOn(rule, day)), midday);
    const missed = works.filter((half) => isAway(leave, day, half)).length;
    if (missed > 0) days[date.year] = (days[date.year] ?? 0) + missed / works.length;
  }
  return days;
}

/** What goes on beyond midnight belongs to the day on which it begins. */
function halvesWorked(rules: readonly AvailabilityRule[], midday: string): Half[] {
  const works = { am: rules.some(({ from }) => from < midday), pm: rules.some(({ from, to }) => to > midday || to <= from) };
  return (['am', 'pm'] as const).filter((half) => works[half]);
}

function isAway({ from, to, fromHalf, toHalf }: LeaveDays, day: string, half: Half): boolean {
  return !(day === from && half < fromHalf) && !(day === to && half > toHalf);
}

function holdsOn({ validFrom, validUntil }: AvailabilityRule, day: string): boolean {
  return (validFrom === undefined || validFrom <= day) && (validUntil === undefined || day <= validUntil);
}
