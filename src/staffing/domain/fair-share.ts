import type { WorkHours } from './work-hours.js';
import type { WorkedShift } from './work-rules.js';

/** What is to be spread evenly: hours in units of a usual shift, nights, weekend shifts, times on call. */
export type Burden = [hours: number, nights: number, weekends: number, onCall: number];

/** Minutes of a usual shift. */
const USUAL = 480;
/** How much a night, a weekend and a time on call count beside the hours of a shift. */
const WEIGHTS: Burden = [1, 2, 2, 1];

/** What a shift adds to somebody's burden. */
export function burdenOf(shift: WorkedShift, hours: WorkHours): Burden {
  const isNight = shift.kind === 'night' ? 1 : 0;
  const isOnCall = shift.kind === 'on-call' ? 1 : 0;
  return [hours.minutesOf(shift) / USUAL, isNight, hours.isWeekend(shift) ? 1 : 0, isOnCall];
}

/** One person's burden so far. The sum of the squares over all people is least when all carry the same. */
export class Share {
  private readonly sums: Burden = [0, 0, 0, 0];

  add(burden: Burden, sign: 1 | -1 = 1): void {
    for (let index = 0; index < burden.length; index++) this.sums[index] = this.sums[index]! + sign * burden[index]!;
  }

  /** How much the sum of squares grows with one more burden, or shrinks with one less. */
  costOf(burden: Burden, sign: 1 | -1 = 1): number {
    let cost = 0;
    for (let index = 0; index < burden.length; index++) {
      const change = sign * burden[index]!;
      cost += WEIGHTS[index]! * change * (2 * this.sums[index]! + change);
    }
    return cost;
  }

  /** How much the sum of squares changes where one burden is exchanged for another. */
  costOfExchange(given: Burden, taken: Burden): number {
    let cost = 0;
    for (let index = 0; index < given.length; index++) {
      const change = taken[index]! - given[index]!;
      cost += WEIGHTS[index]! * change * (2 * this.sums[index]! + change);
    }
    return cost;
  }

  /** Minutes, nights, weekends and times on call. */
  get figures(): { minutes: number; nights: number; weekends: number; onCall: number } {
    const [hours, nights, weekends, onCall] = this.sums;
    return { minutes: Math.round(hours * USUAL), nights, weekends, onCall };
  }
}
