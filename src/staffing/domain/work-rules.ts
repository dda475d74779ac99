import type { LeaveDays } from './leave-days.js';
import type { HeldCredential } from './duty-gaps.js';
import type { ShiftKind, ShiftNeed } from './shift.js';

/** What hours are counted over. A week begins on Monday (ISO 8601); all in the facility's zone. */
export type HourPeriod = 'day' | 'week' | 'month';

/** What a facility lets people work. */
export interface WorkLimits {
  /** Minutes between two shifts. */
  restMinutes: number;
  /** Most minutes of a local day, ISO week and calendar month. */
  most: Record<HourPeriod, number>;
  /** How much of an hour on call counts as worked, 0 to 100. */
  onCallPercent: number;
  onCallNeedsRest: boolean;
}

/** Everything that a facility asks of who works when. */
export interface WorkRules {
  facilityId: string;
  /** IANA name. */
  timeZone: string;
  /** Where leave of half a day begins or ends: `HH:MM`. */
  midday: string;
  limits: WorkLimits;
  /** Kinds of credential by role. */
  requiredCredentials: Partial<Record<string, readonly string[]>>;
}

/** A stretch of time in epoch milliseconds, up to and without `until`. */
export interface Stretch {
  from: number;
  until: number;
}

/** A shift as far as rules are concerned. */
export interface WorkedShift extends Stretch, ShiftNeed {
  id: string;
  kind: ShiftKind;
  facilityId: string;
  departmentId: string;
  /** Rules that a recorded override has set aside for it. */
  overridden?: readonly string[];
}

/** A member of staff as far as rules are concerned. Dates as `YYYY-MM-DD`, both ends inclusive. */
export interface RosteredPerson {
  staffId: string;
  facilityId: string;
  role: string;
  specialties: readonly string[];
  employmentStart: string;
  employmentEnd?: string;
  credentials: readonly HeldCredential[];
  /** Approved leave. */
  leave: readonly LeaveDays[];
}

export const FIT_RULES = ['facility', 'role', 'specialty', 'credential', 'employment', 'leave'] as const;
export const WORK_RULES = [...FIT_RULES, 'overlap', 'rest', 'day-hours', 'week-hours', 'month-hours'] as const;
export type WorkRule = (typeof WORK_RULES)[number];

/** No override reaches these: nobody is in two places, or works in a facility that does not employ them. */
export const NEVER_SET_ASIDE: readonly WorkRule[] = ['overlap', 'facility'];

/** One rule that is broken, for whom and by which shifts. */
export interface Violation {
  rule: WorkRule;
  staffId: string;
  shiftIds: string[];
  message: string;
}

export function overlap(one: Stretch, other: Stretch): boolean {
  return one.from < other.until && other.from < one.until;
}
