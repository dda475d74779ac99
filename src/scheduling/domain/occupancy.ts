import { overlap, type Span } from './spans.js';

/** A lane of a practitioner, patient, room or piece of equipment that is taken for a time, buffers included. */
export interface Occupied extends Span {
  readonly thingId: string;
  /** 0 … capacity − 1; higher where an override went beyond. */
  readonly lane: number;
  readonly appointmentId?: string;
  /** Epoch milliseconds after which a hold no longer counts. */
  readonly heldUntil?: number;
}

/** What is taken, ready to be asked for thousands of slots. Overdue holds do not count. */
export class Occupancy {
  private readonly lanes = new Map<string, Span[]>();

  constructor(taken: readonly Occupied[], now: number) {
    for (const each of taken) {
      if (each.heldUntil !== undefined && each.heldUntil <= now) continue;
      const key = `${each.thingId}/${each.lane}`;
      const lane = this.lanes.get(key);
      if (lane) lane.push(each);
      else this.lanes.set(key, [each]);
    }
    for (const lane of this.lanes.values()) lane.sort((a, b) => a.from - b.from);
  }

  isFree(thingId: string, lane: number, wanted: Span): boolean {
    const taken = this.lanes.get(`${thingId}/${lane}`);
    if (!taken) return true;
    const next = taken[firstEndingAfter(taken, wanted.from)];
    return next === undefined || !overlap(next, wanted);
  }

  freeLanes(thingId: string, capacity: number, wanted: Span): number[] {
    const free: number[] = [];
    for (let lane = 0; lane < capacity; lane++) if (this.isFree(thingId, lane, wanted)) free.push(lane);
    return free;
  }
}

/** Spans of one lane never overlap, so their ends are in order too. */
function firstEndingAfter(taken: readonly Span[], time: number): number {
  let low = 0;
  let high = taken.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (taken[middle]!.until > time) high = middle;
    else low = middle + 1;
  }
  return low;
}
