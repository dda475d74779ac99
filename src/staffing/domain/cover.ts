import { RuleBroken } from '#kernel';
import { datesFrom, type LocalTimes, periodOn } from './local-times.js';
import { overlap, type Stretch } from './work-rules.js';

/** How many people of a role or specialty a department needs at certain times, in local time. */
export interface CoverRule extends LocalTimes {
  role?: string;
  specialty?: string;
  count: number;
  /** 1 is Monday, 7 Sunday. */
  weekdays: number[];
}

/** Somebody present for a while. */
export interface Presence extends Stretch {
  role: string;
  specialties: readonly string[];
}

/** Time in which a department has fewer people than it needs. */
export interface CoverGap extends Stretch {
  role?: string;
  specialty?: string;
  required: number;
  /** Fewest at once. */
  present: number;
}

/** @throws RuleBroken `invalid-cover-rule` where a rule asks for nobody in particular or lasts no time */
export function expectCoverRules(rules: readonly CoverRule[]): void {
  const errors = rules.flatMap(({ role, specialty, from, to }, index) => [
    ...(role === undefined && specialty === undefined ? [{ pointer: `/coverRules/${index}`, message: 'names no role or specialty' }] : []),
    ...(from === to ? [{ pointer: `/coverRules/${index}/to`, message: 'is the same as the start' }] : []),
  ]);
  if (errors.length > 0) throw new RuleBroken('invalid-cover-rule', 'A cover rule names a role or specialty, and lasts.', { errors });
}

/** Where the rules that begin on the dates, both inclusive, are not kept; stretches that touch are one. */
export function coverGaps(
  rules: readonly CoverRule[],
  presences: readonly Presence[],
  { first, last, timeZone }: { first: Temporal.PlainDate; last: Temporal.PlainDate; timeZone: string },
): CoverGap[] {
  return rules.flatMap((rule) => {
    const able = presences.filter((presence) => answers(presence, rule));
    const days = datesFrom(first, last).filter((date) => rule.weekdays.includes(date.dayOfWeek));
    return days.flatMap((date) => gapsOf(rule, able, stretchOf(date, rule, timeZone)));
  });
}

/**
 * Where a change leaves a rule of cover with fewer people than it needs, and than there were before.
 * @param within the time that the change is about
 */
export function coverLost(
  rules: readonly CoverRule[],
  { before, after }: { before: readonly Presence[]; after: readonly Presence[] },
  within: Stretch,
  timeZone: string,
): CoverGap[] {
  const dateAt = (at: number): Temporal.PlainDate => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate();
  const days = datesFrom(dateAt(within.from).subtract({ days: 1 }), dateAt(within.until));
  return rules.flatMap((rule) => {
    const { role, specialty, count: required } = rule;
    const [were, are] = [before, after].map((presences) => presences.filter((each) => answers(each, rule)));
    const windows = days.filter((date) => rule.weekdays.includes(date.dayOfWeek)).map((date) => stretchOf(date, rule, timeZone));
    const parts = windows.flatMap((window) => partsOf([...were!, ...are!].filter((each) => overlap(each, window)), window));
    return parts.flatMap((part): CoverGap[] => {
      const [then, now] = [were!, are!].map((presences) => presences.filter((each) => overlap(each, part)).length);
      return now! < required && now! < then! ? [{ ...part, role, specialty, required, present: now! }] : [];
    });
  });
}

function stretchOf(date: Temporal.PlainDate, rule: CoverRule, timeZone: string): Stretch {
  const { start, end } = periodOn(date, rule, timeZone);
  return { from: start.epochMilliseconds, until: end.epochMilliseconds };
}

function answers({ role, specialties }: Presence, rule: CoverRule): boolean {
  return (rule.role === undefined || rule.role === role) && (rule.specialty === undefined || specialties.includes(rule.specialty));
}

function gapsOf({ role, specialty, count }: CoverRule, able: readonly Presence[], window: Stretch): CoverGap[] {
  const there = able.filter((each) => overlap(each, window));
  const gaps: CoverGap[] = [];
  for (const part of partsOf(there, window)) {
    const present = there.filter((each) => overlap(each, part)).length;
    if (present >= count) continue;
    const before = gaps.at(-1);
    if (before?.until === part.from) Object.assign(before, { until: part.until, present: Math.min(before.present, present) });
    else gaps.push({ ...part, role, specialty, required: count, present });
  }
  return gaps;
}

/** The window cut wherever somebody comes or goes. */
function partsOf(there: readonly Presence[], { from, until }: Stretch): Stretch[] {
  const cuts = there.flatMap((each) => [each.from, each.until]).filter((at) => at > from && at < until);
  const edges = [...new Set([from, ...cuts, until])].sort((a, b) => a - b);
  return edges.slice(1).map((edge, index) => ({ from: edges[index]!, until: edge }));
}
