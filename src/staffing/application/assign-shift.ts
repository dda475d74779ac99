import type { AuditTrail, UnitOfWork } from '#kernel';
import type { Shift } from '../domain/shift.js';
import type { Shifts } from '../domain/plan-records.js';
import type { Override, ShiftCheck } from './shift-check.js';

export interface AssignShiftCommand {
  shiftId: string;
  expectedVersion?: number;
  staffId: string;
  override?: Override;
}

/** Gives an open shift to somebody. */
export class AssignShift {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly shifts: Shifts,
    private readonly check: ShiftCheck,
    private readonly auditTrail: AuditTrail,
  ) {}

  /** @throws NotFound, StaleVersion, InvalidTransition, ShiftOverlap, ShiftRulesBroken */
  execute({ shiftId, expectedVersion, staffId, override }: AssignShiftCommand): Promise<Shift> {
    return this.unitOfWork.run(async () => {
      const shift = await this.shifts.get(shiftId);
      shift.expectVersion(expectedVersion);
      shift.expect('assign');
      shift.assign(staffId, await this.check.expectAssignable(shift, staffId, override));
      await this.shifts.save();
      const { facilityId, overrideReason: reason } = shift;
      this.auditTrail.record({ action: 'shift.assign', resourceType: 'shift', resourceId: shiftId, facilityId, reason });
      return shift;
    });
  }
}
