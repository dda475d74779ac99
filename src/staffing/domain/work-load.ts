import { hourRule, lacksRest } from './work-check.js';
import type { WorkHours } from './work-hours.js';
import { overlap, type WorkedShift, type WorkLimits, type WorkRule } from './work-rules.js';

/**
 * What one person works, in a form that takes and gives back shifts quickly. Says of each shift what `violationsOf` would
 * say of it beside the others, without going over all of them again.
 */
export class WorkLoad {
  private readonly shifts = new Set<WorkedShift>();
  private readonly minutes = new Map<string, number>();

  constructor(
    private readonly limits: WorkLimits,
    private readonly hours: WorkHours,
    shifts: readonly WorkedShift[] = [],
  ) {
    shifts.forEach((shift) => this.take(shift));
  }

  get all(): Iterable<WorkedShift> {
    return this.shifts;
  }

  take(shift: WorkedShift): void {
    this.shifts.add(shift);
    this.count(shift, 1);
  }

  giveBack(shift: WorkedShift): void {
    this.shifts.delete(shift);
    this.count(shift, -1);
  }

  /** Whether the shift can be had besides the others. */
  admits(shift: WorkedShift): boolean {
    return this.fits(shift) && this.conflictsWith(shift).next().done === true;
  }

  /** Whether hours suffice, were everything else in order. */
  fits(shift: WorkedShift): boolean {
    return this.hours.sharesOf(shift).every((share) => {
      return (this.minutes.get(`${share.period} ${share.from}`) ?? 0) + share.minutes <= this.limits.most[share.period];
    });
  }

  /** Shifts that overlap, or lie too near. */
  *conflictsWith(shift: WorkedShift): Generator<WorkedShift> {
    for (const other of this.shifts) {
      if (overlap(other, shift) || lacksRest(other, shift, this.limits)) yield other;
    }
  }

  /** The rules that stand against the shift. */
  rulesAgainst(shift: WorkedShift): WorkRule[] {
    const conflicts = [...this.conflictsWith(shift)];
    const tooLong = this.hours.sharesOf(shift).filter(({ period, from, minutes }) => {
      return (this.minutes.get(`${period} ${from}`) ?? 0) + minutes > this.limits.most[period];
    });
    return [
      ...(conflicts.some((other) => overlap(other, shift)) ? (['overlap'] as const) : []),
      ...(conflicts.some((other) => !overlap(other, shift)) ? (['rest'] as const) : []),
      ...tooLong.map(({ period }) => hourRule(period)),
    ];
  }

  private count(shift: WorkedShift, sign: 1 | -1): void {
    for (const { period, from, minutes } of this.hours.sharesOf(shift)) {
      const key = `${period} ${from}`;
      this.minutes.set(key, (this.minutes.get(key) ?? 0) + sign * minutes);
    }
  }
}
