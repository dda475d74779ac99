import type { AuditTrail, Ids, UnitOfWork } from '#kernel';
import type { Shift } from '../domain/shift.js';
import type { Shifts } from '../domain/plan-records.js';

export interface CancelShiftCommand {
  shiftId: string;
  expectedVersion?: number;
  reason: string;
  /** The work is still to be done: an open shift takes its place. */
  reopen?: boolean;
}

/** Takes a shift out of the plan, or only the person who had it. */
export class CancelShift {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly shifts: Shifts,
    private readonly ids: Ids,
    private readonly auditTrail: AuditTrail,
  ) {}

  /** @throws NotFound, StaleVersion, InvalidTransition */
  execute({ shiftId, expectedVersion, reason, reopen = false }: CancelShiftCommand): Promise<Shift> {
    return this.unitOfWork.run(async () => {
      const shift = await this.shifts.get(shiftId);
      shift.expectVersion(expectedVersion);
      const successor = reopen ? shift.successor(this.ids.next()) : undefined;
      shift.cancel(reason, successor?.id);
      if (successor) this.shifts.add(successor);
      await this.shifts.save();
      const { facilityId } = shift;
      this.auditTrail.record({ action: 'shift.cancel', resourceType: 'shift', resourceId: shiftId, facilityId });
      return shift;
    });
  }
}
