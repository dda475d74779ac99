import { personFit } from './person-fit.js';
import { type HourShare, WorkHours } from './work-hours.js';
import {
  type HourPeriod,
  NEVER_SET_ASIDE,
  overlap,
  type RosteredPerson,
  type Violation,
  type WorkedShift,
  type WorkLimits,
  type WorkRule,
  type WorkRules,
} from './work-rules.js';

/**
 * Every rule that a person's shifts break, apart from those that an override has set aside.
 * @param shifts all of the person's shifts around the time in question, since rest and hours go over several
 */
export function violationsOf(
  person: RosteredPerson,
  shifts: readonly WorkedShift[],
  rules: WorkRules,
  hours = new WorkHours(rules.timeZone, rules.limits),
): Violation[] {
  const ordered = shifts.toSorted((a, b) => a.from - b.from || a.until - b.until);
  const found = [
    ...ordered.flatMap((shift) => personFit(person, shift, rules)),
    ...overlapsIn(person, ordered),
    ...missingRest(person, ordered, rules.limits),
    ...tooManyHours(person, ordered, rules.limits, hours),
  ];
  return found.filter((violation) => !isSetAside(violation, ordered));
}

/** Whether there is less than the rest between two shifts that do not overlap; either may be the earlier. */
export function lacksRest(one: WorkedShift, other: WorkedShift, limits: WorkLimits): boolean {
  if (!needsRest(one, limits) || !needsRest(other, limits)) return false;
  const gap = one.from < other.from ? other.from - one.until : one.from - other.until;
  return gap >= 0 && gap < limits.restMinutes * 60_000;
}

function needsRest({ kind }: WorkedShift, limits: WorkLimits): boolean {
  return kind !== 'on-call' || limits.onCallNeedsRest;
}

function isSetAside({ rule, shiftIds }: Violation, shifts: readonly WorkedShift[]): boolean {
  if (NEVER_SET_ASIDE.includes(rule)) return false;
  return shifts.some(({ id, overridden }) => shiftIds.includes(id) && (overridden?.includes(rule) ?? false));
}

function overlapsIn({ staffId }: RosteredPerson, ordered: readonly WorkedShift[]): Violation[] {
  return pairsOf(ordered, (one, other) => overlap(one, other)).map(([one, other]) => ({
    rule: 'overlap',
    staffId,
    shiftIds: [one.id, other.id],
    message: 'The two shifts overlap.',
  }));
}

function missingRest({ staffId }: RosteredPerson, ordered: readonly WorkedShift[], limits: WorkLimits): Violation[] {
  return pairsOf(ordered, (one, other) => lacksRest(one, other, limits)).map(([one, other]) => ({
    rule: 'rest',
    staffId,
    shiftIds: [one.id, other.id],
    message: `Between the shifts are ${hoursText((other.from - one.until) / 60_000)} of ${hoursText(limits.restMinutes)} hours of rest.`,
  }));
}

/** Pairs of neighbours and beyond, as long as they can bear on each other: a day and the longest rest apart at most. */
function pairsOf(
  ordered: readonly WorkedShift[],
  test: (one: WorkedShift, other: WorkedShift) => boolean,
): [WorkedShift, WorkedShift][] {
  return ordered.flatMap((one, index) => {
    const pairs: [WorkedShift, WorkedShift][] = [];
    for (let next = index + 1; next < ordered.length && ordered[next]!.from < one.until + FURTHEST; next++) {
      if (test(one, ordered[next]!)) pairs.push([one, ordered[next]!]);
    }
    return pairs;
  });
}

/** Rest can be set to this at most: milliseconds. */
const FURTHEST = 72 * 3_600_000;

function tooManyHours(
  { staffId }: RosteredPerson,
  ordered: readonly WorkedShift[],
  { most }: WorkLimits,
  hours: WorkHours,
): Violation[] {
  const shares = ordered.flatMap((shift) => hours.sharesOf(shift).map((share) => ({ ...share, shiftId: shift.id })));
  const sums = Map.groupBy(shares, ({ period, from }) => `${period} ${from}`);
  return [...sums.values()].flatMap((group) => {
    const minutes = group.reduce((sum, share) => sum + share.minutes, 0);
    const { period, from } = group[0]!;
    if (minutes <= most[period]) return [];
    const shiftIds = group.map(({ shiftId }) => shiftId);
    return [{ rule: hourRule(period), staffId, shiftIds, message: tooLong(period, from, minutes, most) }];
  });
}

export function hourRule(period: HourPeriod): WorkRule {
  return `${period}-hours`;
}

function tooLong(period: HourPeriod, from: HourShare['from'], minutes: number, most: WorkLimits['most']): string {
  const when = period === 'day' ? `On ${from}` : `In the ${period} of ${from}`;
  return `${when} there would be ${hoursText(minutes)} hours of ${hoursText(most[period])} at most.`;
}

function hoursText(minutes: number): string {
  return String(Math.round((minutes / 60) * 100) / 100);
}
