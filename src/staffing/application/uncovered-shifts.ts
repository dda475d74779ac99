import { violationsOf } from '../domain/work-check.js';
import { overlap, type RosteredPerson, type Stretch, type WorkedShift, type WorkRules } from '../domain/work-rules.js';
import { workRulesOf } from '../domain/work-rules-of.js';
import { around, type DepartmentSurroundings, type StaffPlans } from './roster-ports.js';

/** A shift that nobody works while somebody is away, with people who could. */
export interface UncoveredShift {
  shiftId: string;
  departmentId: string;
  kind: string;
  start: Temporal.Instant;
  end: Temporal.Instant;
  /** Staff ids, at most three, those with the least work around it first. */
  alternatives: string[];
}

const MOST = 3;

/** Finds the shifts of somebody who will be away, and who of the department could take each by every rule. */
export class UncoveredShifts {
  constructor(private readonly plans: StaffPlans) {}

  async of(staffId: string, within: Stretch): Promise<UncoveredShift[]> {
    const shifts = ((await this.plans.worked([staffId], within)).get(staffId) ?? []).toSorted((a, b) => a.from - b.from);
    const [absent] = await this.plans.people([staffId]);
    if (shifts.length === 0 || !absent) return [];
    const found: UncoveredShift[] = [];
    for (const [departmentId, ofDepartment] of Map.groupBy(shifts, (shift) => shift.departmentId)) {
      found.push(...(await this.inDepartment(departmentId, ofDepartment, absent)));
    }
    return found.sort((a, b) => Temporal.Instant.compare(a.start, b.start));
  }

  private async inDepartment(departmentId: string, shifts: readonly WorkedShift[], absent: RosteredPerson): Promise<UncoveredShift[]> {
    const surroundings = await this.plans.surroundings(departmentId);
    const reach = { from: shifts[0]!.from, until: Math.max(...shifts.map(({ until }) => until)) };
    const [first, last] = datesOf(reach, surroundings);
    const team = await this.plans.team(departmentId, first, last);
    const colleagues = team.filter(({ staffId, role }) => staffId !== absent.staffId && role === absent.role);
    const worked = await this.plans.worked(
      colleagues.map(({ staffId }) => staffId),
      around(reach),
    );
    const rules = workRulesOf(surroundings.facilityId, surroundings.timeZone, surroundings.settings);
    return shifts.map((shift) => ({
      ...{ shiftId: shift.id, departmentId, kind: shift.kind },
      start: Temporal.Instant.fromEpochMilliseconds(shift.from),
      end: Temporal.Instant.fromEpochMilliseconds(shift.until),
      alternatives: colleagues
        .map((person) => ({ person, has: worked.get(person.staffId) ?? [] }))
        .filter(({ person, has }) => couldWork(person, has, shift, rules))
        .sort((a, b) => a.has.length - b.has.length || (a.person.staffId < b.person.staffId ? -1 : 1))
        .slice(0, MOST)
        .map(({ person }) => person.staffId),
    }));
  }
}

function couldWork(person: RosteredPerson, has: readonly WorkedShift[], shift: WorkedShift, rules: WorkRules): boolean {
  if (has.some((each) => overlap(each, shift))) return false;
  const wanted = { ...shift, overridden: [] };
  return violationsOf(person, [...has, wanted], rules).every(({ shiftIds }) => !shiftIds.includes(shift.id));
}

function datesOf({ from, until }: Stretch, { timeZone }: DepartmentSurroundings): [Temporal.PlainDate, Temporal.PlainDate] {
  const dateAt = (at: number): Temporal.PlainDate => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate();
  return [dateAt(from), dateAt(until)];
}
