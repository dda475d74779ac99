import type { Period } from '#kernel';
import { PatientBusy, SlotTaken } from './appointment-errors.js';
import { Occupancy, type Occupied } from './occupancy.js';
import { isInService, type ResourceChoice } from './slots.js';
import type { Span } from './spans.js';

export type ThingKind = 'practitioner' | 'patient' | 'room' | 'equipment';

/** One row per occupied thing; no two of one thing and lane may overlap in time. */
export interface Booking {
  kind: ThingKind;
  thingId: string;
  lane: number;
  period: Period;
}

/** What an appointment needs to itself. Buffers are part of `blocked`, which the patient is spared. */
export interface Wanted {
  period: Period;
  blocked: Period;
  staff: { id: string; capacity: number };
  patientId: string;
  needs: readonly ResourceChoice[];
}

export interface Surroundings {
  taken: readonly Occupied[];
  now: Temporal.Instant;
  /** Any number; spreads racers over lanes and rooms, so that they seldom meet on the same one. */
  spread: number;
  /** A permitted override takes the next lane above where all are taken. */
  override: boolean;
}

/**
 * Finds a free lane on everything that an appointment occupies.
 * @throws SlotTaken where the practitioner, or every room or piece of equipment of a kind, is taken or out of service
 * @throws PatientBusy where the patient is elsewhere at that time
 */
export function place(wanted: Wanted, surroundings: Surroundings): Booking[] {
  const seat = new Seating(surroundings);
  const { staff, patientId, period, blocked } = wanted;
  const lane = seat.laneOf(staff.id, staff.capacity, spanOf(blocked));
  if (lane === undefined) throw new SlotTaken('practitioner');
  const patientLane = seat.laneOf(patientId, 1, spanOf(period));
  if (patientLane === undefined) throw new PatientBusy();
  return [
    { kind: 'practitioner', thingId: staff.id, lane, period: blocked },
    { kind: 'patient', thingId: patientId, lane: patientLane, period },
    ...wanted.needs.map((need): Booking => {
      const found = seat.among(need, spanOf(blocked));
      if (!found) throw new SlotTaken(need.kind);
      return { kind: need.kind as ThingKind, ...found, period: blocked };
    }),
  ];
}

export function spanOf(period: Period): Span {
  return { from: period.start.epochMilliseconds, until: period.end.epochMilliseconds };
}

class Seating {
  private readonly occupancy: Occupancy;

  constructor(private readonly surroundings: Surroundings) {
    this.occupancy = new Occupancy(surroundings.taken, surroundings.now.epochMilliseconds);
  }

  laneOf(thingId: string, capacity: number, wanted: Span): number | undefined {
    const free = this.occupancy.freeLanes(thingId, capacity, wanted);
    if (free.length > 0) return free[this.surroundings.spread % free.length];
    return this.surroundings.override ? this.laneAbove(thingId, capacity, wanted) : undefined;
  }

  among({ candidates }: ResourceChoice, wanted: Span): { thingId: string; lane: number } | undefined {
    const { override, spread } = this.surroundings;
    const inService = candidates.filter((each) => isInService(each, wanted));
    const free = inService.filter(({ id, capacity }) => this.occupancy.freeLanes(id, capacity, wanted).length > 0);
    const despite = inService.length > 0 ? inService : candidates;
    const choice = free.length > 0 ? free : override ? despite : [];
    const chosen = choice[spread % Math.max(choice.length, 1)];
    return chosen && { thingId: chosen.id, lane: this.laneOf(chosen.id, chosen.capacity, wanted)! };
  }

  private laneAbove(thingId: string, capacity: number, wanted: Span): number {
    let lane = capacity;
    while (!this.occupancy.isFree(thingId, lane, wanted)) lane++;
    return lane;
  }
}
