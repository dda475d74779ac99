import { NotFound, RuleBroken } from '#kernel';
import type { Departments, StaffMembers } from '../domain/registers.js';
import type { Shift } from '../domain/shift.js';
import type { Shifts } from '../domain/plan-records.js';
import { ShiftRulesBroken, StaffHasCommitments } from '../domain/shift-errors.js';
import type { StaffMember } from '../domain/staff-member.js';
import type { StaffPlans } from './roster-ports.js';
import { type ShiftCheck, workedShiftOf } from './shift-check.js';
import type { Commitment, StaffCommitments } from './staff-commitments.js';

/** What a person leaves behind after their last day. */
interface LeftBehind {
  shifts: Shift[];
  commitments: Commitment[];
}

/** Sees to it that nothing in the future hangs on somebody who will be gone, or hands it over. */
export class Leaving {
  constructor(
    private readonly staff: StaffMembers,
    private readonly departments: Departments,
    private readonly shifts: Shifts,
    private readonly plans: StaffPlans,
    private readonly check: ShiftCheck,
    private readonly commitments: StaffCommitments,
  ) {}

  /** The person's plan is held still before. @throws StaffHasCommitments */
  async expectNothingLeft(member: StaffMember, lastDay: Temporal.PlainDate): Promise<void> {
    await this.plans.inTurn([member.id]);
    const { commitments } = await this.leftBehind(member, lastDay);
    if (commitments.length > 0) throw new StaffHasCommitments(commitments);
  }

  /**
   * Hands over shifts and departments now; what other contexts plan they hand over themselves.
   * @throws NotFound; RuleBroken `invalid-successor`; ShiftOverlap, ShiftRulesBroken, InvalidTransition
   */
  async handOver(member: StaffMember, lastDay: Temporal.PlainDate, successorId: string): Promise<void> {
    await this.expectSuccessor(member, successorId);
    await this.plans.inTurn([member.id, successorId]);
    const { shifts } = await this.leftBehind(member, lastDay);
    await this.expectRules(shifts, successorId);
    shifts.forEach((shift) => shift.handTo(successorId));
    await this.shifts.save();
    for (const department of await this.departments.headedBy(member.id)) department.revise({ headId: successorId });
  }

  private async expectSuccessor(member: StaffMember, successorId: string): Promise<void> {
    const successor = await this.staff.get(successorId);
    if (successor.facilityId !== member.facilityId) throw new NotFound('staff member');
    if (successorId === member.id) throw new RuleBroken('invalid-successor', 'Somebody else takes over, not the person who leaves.');
  }

  private async leftBehind({ id, facilityId }: StaffMember, lastDay: Temporal.PlainDate): Promise<LeftBehind> {
    const timeZone = await this.plans.timeZoneOf(facilityId);
    const gone = lastDay.add({ days: 1 }).toZonedDateTime(timeZone).toInstant();
    const shifts = await this.shifts.all(await this.plans.plannedAfter(id, gone));
    const headed = await this.departments.headedBy(id);
    const own: Commitment[] = [
      { kind: 'shifts', count: shifts.length },
      { kind: 'departments', count: headed.length },
    ];
    return { shifts, commitments: [...own.filter(({ count }) => count > 0), ...(await this.commitments.after(id, gone))] };
  }

  private async expectRules(shifts: readonly Shift[], successorId: string): Promise<void> {
    const [first] = shifts;
    if (!first) return;
    const surroundings = await this.plans.surroundings(first.departmentId);
    const broken = await this.check.brokenBy({ staffId: successorId, gains: shifts.map(workedShiftOf) }, surroundings);
    if (broken.length > 0) throw new ShiftRulesBroken(broken);
  }
}
