import { type Clock, type Ids, NotFound, RuleBroken, type UnitOfWork } from '#kernel';
import type { Shifts, ShiftSwaps } from '../domain/plan-records.js';
import type { Shift } from '../domain/shift.js';
import { ShiftSwap } from '../domain/shift-swap.js';
import type { StaffPlans } from './roster-ports.js';

export interface RequestSwapCommand {
  shiftId: string;
  colleagueId: string;
  inReturnShiftId?: string;
  reason?: string;
}

/** Asks a colleague to take a shift, with or without one of theirs in return. */
export class RequestSwap {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly swaps: ShiftSwaps,
    private readonly shifts: Shifts,
    private readonly plans: StaffPlans,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, ShiftInSwap; RuleBroken `invalid-swap`; InvalidTransition where a shift can't change hands */
  execute({ shiftId, colleagueId, inReturnShiftId, reason }: RequestSwapCommand): Promise<ShiftSwap> {
    return this.unitOfWork.run(async () => {
      const shift = await this.shifts.get(shiftId);
      const inReturn = inReturnShiftId === undefined ? undefined : await this.shifts.get(inReturnShiftId);
      const given = [shift, inReturn].filter((each) => each !== undefined);
      this.expectAhead(given);
      if (inReturn && inReturn.staffId !== colleagueId) throw invalid('The shift in return is not one of the colleague’s.');
      await this.expectColleague(colleagueId, shift.facilityId);
      const { facilityId, departmentId, staffId } = shift;
      const swap = ShiftSwap.request({
        ...{ id: this.ids.next(), facilityId, departmentId, shiftId, requesterId: staffId!, colleagueId, inReturnShiftId, reason },
        expiresAt: await this.expiryOf(given, departmentId),
      });
      this.swaps.add(swap);
      return swap;
    });
  }

  private expectAhead(shifts: readonly Shift[]): void {
    for (const shift of shifts) {
      shift.expect('change');
      if (shift.staffId === undefined || !shift.published) throw invalid('A swap is about published shifts that somebody has.');
      if (Temporal.Instant.compare(shift.start, this.clock.now()) <= 0) throw invalid('A shift that has begun is not swapped.');
    }
  }

  private async expectColleague(colleagueId: string, facilityId: string): Promise<void> {
    const [colleague] = await this.plans.people([colleagueId]);
    if (colleague?.facilityId !== facilityId) throw new NotFound('staff member');
  }

  /** It ends with the facility's time for it, or when one of the shifts begins. */
  private async expiryOf(shifts: readonly Shift[], departmentId: string): Promise<Temporal.Instant> {
    const { settings } = await this.plans.surroundings(departmentId);
    const latest = this.clock.now().add({ hours: settings.staffing.swapExpiryHours });
    return [latest, ...shifts.map(({ start }) => start)].sort(Temporal.Instant.compare)[0]!;
  }
}

function invalid(message: string): RuleBroken {
  return new RuleBroken('invalid-swap', message);
}
