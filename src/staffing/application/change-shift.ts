import { type AuditTrail, Period, type UnitOfWork } from '#kernel';
import type { Shift, ShiftKind } from '../domain/shift.js';
import type { Shifts } from '../domain/plan-records.js';
import type { Override, ShiftCheck } from './shift-check.js';

export interface ChangeShiftCommand {
  shiftId: string;
  expectedVersion?: number;
  kind?: ShiftKind;
  start?: Temporal.Instant;
  end?: Temporal.Instant;
  role?: string | null;
  specialty?: string | null;
  override?: Override;
}

/** Another time, kind or need; whoever has the shift must still be able to have it. */
export class ChangeShift {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly shifts: Shifts,
    private readonly check: ShiftCheck,
    private readonly auditTrail: AuditTrail,
  ) {}

  /** @throws NotFound, StaleVersion, InvalidTransition, ShiftOverlap, ShiftRulesBroken; RuleBroken `invalid-period`, `invalid-shift` */
  execute({ shiftId, expectedVersion, start, end, override, ...changes }: ChangeShiftCommand): Promise<Shift> {
    return this.unitOfWork.run(async () => {
      const shift = await this.shifts.get(shiftId);
      shift.expectVersion(expectedVersion);
      const period = new Period(start ?? shift.start, end ?? shift.end);
      shift.change({ ...changes, period });
      if (shift.staffId !== undefined) {
        shift.setAside(await this.check.expectAssignable(shift, shift.staffId, override));
      }
      await this.shifts.save();
      const { facilityId, overrideReason: reason } = shift;
      const changed = Object.keys({ ...changes, ...(start ? { start } : {}), ...(end ? { end } : {}) });
      this.auditTrail.record({ action: 'shift.change', resourceType: 'shift', resourceId: shiftId, facilityId, reason, changed });
      return shift;
    });
  }
}
