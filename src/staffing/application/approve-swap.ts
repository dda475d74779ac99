import { type Clock, InvalidTransition, type UnitOfWork } from '#kernel';
import { coverLost } from '../domain/cover.js';
import type { Shifts, ShiftSwaps } from '../domain/plan-records.js';
import type { Shift } from '../domain/shift.js';
import { CoverNotKept, ShiftRulesBroken } from '../domain/shift-errors.js';
import type { ShiftSwap } from '../domain/shift-swap.js';
import { coverFinding, presencesIn } from './roster-check.js';
import type { DepartmentSurroundings, StaffPlans } from './roster-ports.js';
import { type ShiftCheck, workedShiftOf } from './shift-check.js';

export interface ApproveSwapCommand {
  swapId: string;
  expectedVersion?: number;
  /** The approver, where they are staff. */
  byStaffId?: string;
}

/** A shift and the person who is to have it. */
interface Handover {
  shift: Shift;
  from: string;
  to: string;
}

/** Approves a swap and hands the shifts over at once, if both people's rules and the cover are still kept. */
export class ApproveSwap {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly swaps: ShiftSwaps,
    private readonly shifts: Shifts,
    private readonly plans: StaffPlans,
    private readonly check: ShiftCheck,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, StaleVersion, InvalidTransition, ShiftOverlap, ShiftRulesBroken, CoverNotKept */
  execute({ swapId, expectedVersion, byStaffId }: ApproveSwapCommand): Promise<ShiftSwap> {
    return this.unitOfWork.run(async () => {
      const swap = await this.swaps.get(swapId);
      swap.expectVersion(expectedVersion);
      swap.approve(this.clock.now(), byStaffId);
      const departmentIds = await this.departmentsOf(swap);
      await this.plans.departmentsInTurn(departmentIds);
      await this.plans.inTurn([swap.requesterId, swap.colleagueId]);
      const handovers = await this.handoversOf(swap);
      await this.expectRules(swap, handovers);
      for (const departmentId of departmentIds) await this.expectCover(departmentId, handovers);
      handovers.forEach(({ shift, to }) => shift.handTo(to));
      await this.shifts.save();
      return swap;
    });
  }

  private async departmentsOf({ shiftId, inReturnShiftId }: ShiftSwap): Promise<string[]> {
    const shifts = await this.shifts.all([shiftId, ...(inReturnShiftId ? [inReturnShiftId] : [])]);
    return [...new Set(shifts.map(({ departmentId }) => departmentId))].sort();
  }

  /** @throws InvalidTransition where one of the shifts is no longer what was agreed about */
  private async handoversOf({ shiftId, inReturnShiftId, requesterId, colleagueId }: ShiftSwap): Promise<Handover[]> {
    const handovers = [{ shift: await this.shifts.get(shiftId), from: requesterId, to: colleagueId }];
    if (inReturnShiftId) handovers.push({ shift: await this.shifts.get(inReturnShiftId), from: colleagueId, to: requesterId });
    for (const { shift, from } of handovers) {
      if (shift.staffId !== from) throw new InvalidTransition('accepted', 'approve', 'a shift has changed hands meanwhile', ['reject']);
      shift.expect('change');
    }
    return handovers;
  }

  private async expectRules({ requesterId, colleagueId }: ShiftSwap, handovers: readonly Handover[]): Promise<void> {
    const broken = [];
    for (const staffId of [requesterId, colleagueId]) {
      const gains = handovers.filter(({ to }) => to === staffId).map(({ shift }) => workedShiftOf(shift));
      const loses = handovers.filter(({ from }) => from === staffId).map(({ shift }) => shift.id);
      if (gains.length === 0) continue;
      const surroundings = await this.plans.surroundings(gains[0]!.departmentId);
      broken.push(...(await this.check.brokenBy({ staffId, gains, loses }, surroundings)));
    }
    if (broken.length > 0) throw new ShiftRulesBroken(broken);
  }

  private async expectCover(departmentId: string, handovers: readonly Handover[]): Promise<void> {
    const surroundings = await this.plans.surroundings(departmentId);
    const { coverRules, settings, timeZone } = surroundings;
    if (coverRules.length === 0 || !settings.staffing.coverRequired) return;
    const here = handovers.filter(({ shift }) => shift.departmentId === departmentId && shift.kind !== 'on-call');
    for (const { shift } of here) {
      const within = { from: shift.start.epochMilliseconds, until: shift.end.epochMilliseconds };
      const before = await presencesIn(this.plans, departmentId, within);
      const after = await this.presencesAfter(before, here, surroundings);
      const lost = coverLost(coverRules, { before, after }, within, timeZone);
      if (lost.length > 0) throw new CoverNotKept(lost.map(coverFinding));
    }
  }

  private async presencesAfter(
    before: Awaited<ReturnType<typeof presencesIn>>,
    handovers: readonly Handover[],
    { departmentId }: DepartmentSurroundings,
  ): Promise<typeof before> {
    const people = await this.plans.people(handovers.map(({ to }) => to));
    const byId = new Map(people.map((person) => [person.staffId, person]));
    return before.map((presence) => {
      const handed = handovers.find(({ shift, from }) => {
        return from === presence.staffId && shift.departmentId === departmentId && shift.start.epochMilliseconds === presence.from;
      });
      if (!handed) return presence;
      const { role, specialties } = byId.get(handed.to)!;
      return { ...presence, staffId: handed.to, role, specialties };
    });
  }
}
