import type { Slot } from './slots.js';
import { MINUTE, overlap, type Span } from './spans.js';

export const alternativeKinds = ['same-practitioner', 'same-specialty'] as const;

/**
 * A time that stands in for one that was lost: with the same practitioner then (where only the room was lost) or later, or the
 * same specialty on the same day.
 */
export interface Alternative extends Slot {
  kind: (typeof alternativeKinds)[number];
}

/** What is to be found a new time for. */
export interface Displaced {
  appointmentId: string;
  patientId: string;
  time: Span;
}

export interface Buffers {
  bufferBeforeMinutes: number;
  bufferAfterMinutes: number;
}

const MOST = 3;

/**
 * Picks up to three times for each appointment, in turn from both kinds. What was proposed to one is not proposed to
 * another while the other's would not fit beside it, so that all first choices can be taken together.
 */
export class Proposals {
  private readonly proposed: Alternative[] = [];

  /** @param patientTimes when patients are elsewhere, by their id; without the appointments in question */
  constructor(
    private readonly patientTimes: ReadonlyMap<string, readonly Span[]>,
    private readonly buffers: Buffers,
  ) {}

  for({ patientId, time }: Displaced, later: readonly Slot[], sameDay: readonly Slot[]): Alternative[] {
    const closest = [...sameDay].sort((a, b) => Math.abs(a.start - time.from) - Math.abs(b.start - time.from));
    const after = this.firstFree(later.filter(({ start }) => start >= time.from), patientId);
    const near = this.firstFree(closest, patientId);
    const chosen: Alternative[] = [];
    for (let at = 0; at < MOST && chosen.length < MOST; at++) {
      const [own, colleague] = [after[at], near[at]];
      if (own) chosen.push({ ...own, kind: 'same-practitioner' });
      if (colleague && chosen.length < MOST) chosen.push({ ...colleague, kind: 'same-specialty' });
    }
    this.proposed.push(...chosen);
    return chosen;
  }

  private firstFree(slots: readonly Slot[], patientId: string): Slot[] {
    const free: Slot[] = [];
    for (const slot of slots) {
      if (free.length === MOST) break;
      if (this.isFree(slot, patientId)) free.push(slot);
    }
    return free;
  }

  private isFree(slot: Slot, patientId: string): boolean {
    const wanted = { from: slot.start, until: slot.end };
    if (this.patientTimes.get(patientId)?.some((taken) => overlap(taken, wanted))) return false;
    const beside = this.proposed.filter((each) => overlap(this.blocked(each), this.blocked(slot)) && sharesWith(each, slot));
    return beside.length < slot.remaining && beside.every(({ resourceIds }) => !resourceIds.some((id) => slot.resourceIds.includes(id)));
  }

  private blocked({ start, end }: Slot): Span {
    const { bufferBeforeMinutes, bufferAfterMinutes } = this.buffers;
    return { from: start - bufferBeforeMinutes * MINUTE, until: end + bufferAfterMinutes * MINUTE };
  }
}

function sharesWith(one: Slot, other: Slot): boolean {
  return one.staffId === other.staffId || one.resourceIds.some((id) => other.resourceIds.includes(id));
}
