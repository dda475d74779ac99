import type { Clock, UnitOfWork } from '#kernel';
import type { Shift } from '../domain/shift.js';
import type { Shifts } from '../domain/plan-records.js';

export interface AdvanceShiftCommand {
  shiftId: string;
  expectedVersion?: number;
  action: 'unassign' | 'confirm' | 'start' | 'complete' | 'absent';
}

/** Takes a shift one step on: these steps need nothing but the shift and the time. */
export class AdvanceShift {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly shifts: Shifts,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, StaleVersion, InvalidTransition */
  execute({ shiftId, expectedVersion, action }: AdvanceShiftCommand): Promise<Shift> {
    return this.unitOfWork.run(async () => {
      const shift = await this.shifts.get(shiftId);
      shift.expectVersion(expectedVersion);
      this.advance(shift, action);
      await this.shifts.save();
      return shift;
    });
  }

  private advance(shift: Shift, action: AdvanceShiftCommand['action']): void {
    const now = this.clock.now();
    const steps = {
      unassign: () => shift.unassign(),
      confirm: () => shift.confirm(),
      start: () => shift.begin(now),
      complete: () => shift.complete(),
      absent: () => shift.markAbsent(now),
    };
    steps[action]();
  }
}
