/** A weekly rule in local time. An end before the start belongs to the next day; `24:00` ends the day. */
export interface AvailabilityRule {
  /** 1 is Monday, 7 Sunday. */
  weekday: number;
  /** `HH:MM`. */
  from: string;
  to: string;
  /** First and last date it holds for, `YYYY-MM-DD`, both inclusive. */
  validFrom?: string;
  validUntil?: string;
  /** Where named, only these types of appointment; otherwise all. */
  appointmentTypeIds?: string[];
}

const DAY = 24 * 60;

interface Stretch {
  from: number;
  to: number;
}

/**
 * The same rules in order, where those of one weekday, validity and set of types that overlap have
 * become one. Rules that differ in validity or types stay apart: together they still mean their union.
 */
export function normalForm(rules: readonly AvailabilityRule[]): AvailabilityRule[] {
  const groups = Map.groupBy(rules, scopeOf);
  return [...groups.values()].flatMap(united).sort((a, b) => a.weekday - b.weekday || (a.from < b.from ? -1 : 1));
}

function scopeOf({ weekday, validFrom, validUntil, appointmentTypeIds = [] }: AvailabilityRule): string {
  return JSON.stringify([weekday, validFrom, validUntil, [...appointmentTypeIds].sort()]);
}

function united(group: AvailabilityRule[]): AvailabilityRule[] {
  const merged: Stretch[] = [];
  for (const next of group.map(stretchOf).sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    const joint = last && next.from < last.to ? { from: last.from, to: Math.max(last.to, next.to) } : undefined;
    if (joint && canBeWritten(joint)) merged[merged.length - 1] = joint;
    else merged.push(next);
  }
  return merged.map(({ from, to }) => ({ ...group[0]!, from: text(from), to: text(to) }));
}

function stretchOf({ from, to }: AvailabilityRule): Stretch {
  const start = minutes(from);
  const end = minutes(to);
  return { from: start, to: end > start ? end : end + DAY };
}

/** A rule says its end as a time of day, so it can't reach its own beginning on the next day. */
function canBeWritten({ from, to }: Stretch): boolean {
  return to - from < DAY || (from === 0 && to === DAY);
}

function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function text(ofDay: number): string {
  const time = ofDay > DAY ? ofDay - DAY : ofDay;
  return `${String(Math.floor(time / 60)).padStart(2, '0')}:${String(time % 60).padStart(2, '0')}`;
}
