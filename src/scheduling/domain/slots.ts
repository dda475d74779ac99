import type { Occupancy } from './occupancy.js';
import { MINUTE, overlap, type Span } from './spans.js';

/** A time that can be booked. Computed, never stored. */
export interface Slot {
  /** Epoch milliseconds. */
  start: number;
  end: number;
  staffId: string;
  /** One free room or piece of equipment of each kind that is needed. */
  resourceIds: string[];
  /** How many more bookings fit at this time. */
  remaining: number;
}

/** A room or a piece of equipment that can be taken, outside of the times in which it is out of service. */
export interface Candidate {
  id: string;
  capacity: number;
  outages?: readonly Span[];
}

/** Rooms or equipment of one kind: any of them will do. */
export interface ResourceChoice {
  kind: string;
  candidates: readonly Candidate[];
}

/** Whether it is in service all that time. */
export function isInService({ outages = [] }: Candidate, wanted: Span): boolean {
  return !outages.some((outage) => overlap(outage, wanted));
}

export interface SlotRequest {
  /** Slots begin inside of it. */
  window: Span;
  durationMinutes: number;
  bufferBeforeMinutes: number;
  bufferAfterMinutes: number;
  needs: readonly ResourceChoice[];
}

/** Somebody who can be booked in the open time, so many at once. */
export interface Bookable {
  staffId: string;
  capacity: number;
  open: readonly Span[];
}

/**
 * Slots in elapsed minutes from the beginning of each open span, each as long as the type says. Buffers
 * may reach beyond the open time, since they block others and not the patient.
 */
export function slotsOf(bookable: Bookable, request: SlotRequest, occupancy: Occupancy): Slot[] {
  return bookable.open.flatMap((span) =>
    starts(span, request)
      .map((start) => slotAt(start, bookable, request, occupancy))
      .filter((slot) => slot.remaining > 0),
  );
}

function starts(open: Span, { window, durationMinutes }: SlotRequest): number[] {
  const length = durationMinutes * MINUTE;
  const skipped = Math.max(0, Math.ceil((window.from - open.from) / length));
  const latest = Math.min(open.until - length, window.until - 1);
  const found: number[] = [];
  for (let start = open.from + skipped * length; start <= latest; start += length) found.push(start);
  return found;
}

function slotAt(start: number, { staffId, capacity }: Bookable, request: SlotRequest, occupancy: Occupancy): Slot {
  const end = start + request.durationMinutes * MINUTE;
  const blocked = { from: start - request.bufferBeforeMinutes * MINUTE, until: end + request.bufferAfterMinutes * MINUTE };
  let remaining = occupancy.freeLanes(staffId, capacity, blocked).length;
  const resourceIds: string[] = [];
  for (const need of remaining > 0 ? request.needs : []) {
    const { first, free } = freeAmong(need, blocked, occupancy);
    remaining = Math.min(remaining, free);
    if (first !== undefined) resourceIds.push(first);
  }
  return { start, end, staffId, resourceIds, remaining };
}

function freeAmong({ candidates }: ResourceChoice, blocked: Span, occupancy: Occupancy): { first?: string; free: number } {
  let first: string | undefined;
  let free = 0;
  for (const candidate of candidates) {
    if (!isInService(candidate, blocked)) continue;
    const { id, capacity } = candidate;
    const lanes = occupancy.freeLanes(id, capacity, blocked).length;
    if (lanes > 0) first ??= id;
    free += lanes;
  }
  return { first, free };
}
