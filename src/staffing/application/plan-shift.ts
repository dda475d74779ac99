import { type AuditTrail, type Ids, Period, RuleBroken, type UnitOfWork } from '#kernel';
import { Shift, type ShiftKind, type ShiftNeed } from '../domain/shift.js';
import type { Rosters, Shifts } from '../domain/plan-records.js';
import type { Override, ShiftCheck } from './shift-check.js';
import type { StaffPlans } from './roster-ports.js';

export interface PlanShiftCommand extends ShiftNeed {
  departmentId: string;
  /** Nobody yet, where absent. */
  staffId?: string;
  /** The roster that it belongs to; without one it counts at once. */
  rosterId?: string;
  start: Temporal.Instant;
  end: Temporal.Instant;
  kind: ShiftKind;
  override?: Override;
}

/** A single shift, given to somebody or open. */
export class PlanShift {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly shifts: Shifts,
    private readonly rosters: Rosters,
    private readonly plans: StaffPlans,
    private readonly check: ShiftCheck,
    private readonly ids: Ids,
    private readonly auditTrail: AuditTrail,
  ) {}

  /** @throws NotFound, ShiftOverlap, ShiftRulesBroken; RuleBroken `invalid-period`, `invalid-shift`, `outside-roster`; InvalidTransition */
  execute({ staffId, rosterId, start, end, override, ...fields }: PlanShiftCommand): Promise<Shift> {
    return this.unitOfWork.run(async () => {
      const { facilityId, timeZone } = await this.plans.surroundings(fields.departmentId);
      const period = new Period(start, end);
      const plan = rosterId === undefined ? undefined : await this.planOf(rosterId, fields.departmentId, period, timeZone);
      const shift = new Shift({ ...fields, id: this.ids.next(), facilityId, rosterId, plan, period });
      if (staffId !== undefined) shift.assign(staffId, await this.check.expectAssignable(shift, staffId, override));
      this.shifts.add(shift);
      const { id: resourceId, overrideReason: reason } = shift;
      this.auditTrail.record({ action: 'shift.plan', resourceType: 'shift', resourceId, facilityId, reason });
      return shift;
    });
  }

  private async planOf(rosterId: string, departmentId: string, { start }: Period, timeZone: string): Promise<'draft' | 'published'> {
    const roster = await this.rosters.get(rosterId);
    const day = start.toZonedDateTimeISO(timeZone).toPlainDate();
    const { compare } = Temporal.PlainDate;
    const isOutside = compare(day, roster.from) < 0 || compare(day, roster.to) > 0;
    if (roster.departmentId !== departmentId || isOutside) {
      throw new RuleBroken('outside-roster', 'The shift begins on a day, or is in a department, that the roster is not for.');
    }
    roster.expectOpenToChange();
    return roster.status === 'draft' ? 'draft' : 'published';
  }
}
