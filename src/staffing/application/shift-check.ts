import { NotFound } from '#kernel';
import type { Departure, Shift } from '../domain/shift.js';
import { ShiftOverlap, ShiftRulesBroken } from '../domain/shift-errors.js';
import { violationsOf } from '../domain/work-check.js';
import { NEVER_SET_ASIDE, overlap, type RosteredPerson, type Violation, type WorkedShift } from '../domain/work-rules.js';
import { workRulesOf } from '../domain/work-rules-of.js';
import { around, type DepartmentSurroundings, type StaffPlans } from './roster-ports.js';

/** Permits to set rules aside. */
export interface Override {
  reason: string;
}

/** What a person's shifts would be. */
export interface Change {
  staffId: string;
  gains: readonly WorkedShift[];
  /** Ids of shifts that no longer count. */
  loses?: readonly string[];
}

/** Says whether somebody may have shifts, holding their plan still until the unit of work ends. */
export class ShiftCheck {
  constructor(private readonly plans: StaffPlans) {}

  /**
   * @returns what an override sets aside, where there was something
   * @throws NotFound, ShiftOverlap, ShiftRulesBroken
   */
  async expectAssignable(shift: Shift, staffId: string, override?: Override): Promise<Departure | undefined> {
    await this.plans.inTurn([staffId]);
    const surroundings = await this.plans.surroundings(shift.departmentId);
    const broken = await this.brokenBy({ staffId, gains: [workedShiftOf(shift)], loses: [shift.id] }, surroundings);
    return departureFrom(broken, override);
  }

  /**
   * The rules that a change would break. The person's plan is to be held still before.
   * @throws NotFound; ShiftOverlap, which nothing permits
   */
  async brokenBy({ staffId, gains, loses = [] }: Change, surroundings: DepartmentSurroundings): Promise<Violation[]> {
    const [person] = await this.plans.people([staffId]);
    if (!person) throw new NotFound('staff member');
    const within = { from: Math.min(...gains.map(({ from }) => from)), until: Math.max(...gains.map(({ until }) => until)) };
    const worked = (await this.plans.worked([staffId], around(within))).get(staffId) ?? [];
    const kept = worked.filter(({ id }) => !loses.includes(id));
    return rulesBroken(person, kept, gains, surroundings);
  }
}

function rulesBroken(
  person: RosteredPerson,
  kept: readonly WorkedShift[],
  gains: readonly WorkedShift[],
  { facilityId, timeZone, settings }: DepartmentSurroundings,
): Violation[] {
  if (gains.some((gain) => [...kept, ...gains].some((other) => other !== gain && overlap(other, gain)))) throw new ShiftOverlap();
  const ids = gains.map(({ id }) => id);
  const rules = workRulesOf(facilityId, timeZone, settings);
  return violationsOf(person, [...kept, ...gains], rules).filter(({ shiftIds }) => shiftIds.some((id) => ids.includes(id)));
}

/** @throws ShiftRulesBroken */
function departureFrom(broken: readonly Violation[], override: Override | undefined): Departure | undefined {
  if (broken.length === 0) return undefined;
  if (!override || broken.some(({ rule }) => NEVER_SET_ASIDE.includes(rule))) throw new ShiftRulesBroken(broken);
  return { reason: override.reason, rules: [...new Set(broken.map(({ rule }) => rule))] };
}

/** A shift as the rules look at it; what was set aside for another person or time counts no more. */
export function workedShiftOf({ id, kind, facilityId, departmentId, role, specialty, start, end }: Shift): WorkedShift {
  const stretch = { from: start.epochMilliseconds, until: end.epochMilliseconds };
  return { id, kind, facilityId, departmentId, role, specialty, ...stretch };
}
