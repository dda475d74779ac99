import { type Clock, EVERY_ROW, NotFound, reachesFacility, type RowScope, RuleBroken } from '#kernel';
import { bookableTime } from '../domain/booking-rules.js';
import { bookingWindow, type FacilityRules } from '../domain/facility-rules.js';
import { Occupancy } from '../domain/occupancy.js';
import { isForPatients } from '../domain/self-service.js';
import { type Slot, type SlotRequest, slotsOf } from '../domain/slots.js';
import { MINUTE, type Span } from '../domain/spans.js';
import { WallClocks } from '../domain/wall-clock.js';
import type { Calendar, DutyRoster, FacilityCalendar } from './ports.js';

export interface FindSlotsQuery {
  appointmentTypeId: string;
  staffId?: string;
  specialty?: string;
  /** Dates in the facility's zone, both inclusive. */
  from: Temporal.PlainDate;
  to: Temporal.PlainDate;
  /** Only the first so many. */
  limit?: number;
  /** Where the caller may look; everywhere where it is absent. Patients look at what is offered to them. */
  scope?: RowScope;
}

const MOST_DAYS = 92;
const A_WEEK = 7 * 24 * 60 * MINUTE;

/** What can be booked: computed from rules and bookings, earliest first. */
export class FindSlots {
  constructor(
    private readonly calendar: Calendar,
    private readonly dutyRoster: DutyRoster,
    private readonly facilities: FacilityCalendar,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound; RuleBroken `invalid-date-range` where the dates are out of order or more than 92 days */
  async execute(query: FindSlotsQuery): Promise<Slot[]> {
    expectRange(query);
    const { offer, needs } = await this.calendar.offer(query.appointmentTypeId);
    const rules = await this.rulesFor(query, offer.facilityId);
    const now = this.clock.now();
    const clocks = new WallClocks();
    const window = windowOf(query, rules, now, clocks);
    if (window.from >= window.until) return [];
    const duties = await this.dutyRoster.dutiesOf({
      facilityId: offer.facilityId,
      staffId: query.staffId,
      specialties: [query.specialty, offer.requiredSpecialty].filter((each) => each !== undefined),
      within: window,
    });
    const things = [...duties.map(({ staffId }) => staffId), ...needs.flatMap(({ candidates }) => candidates.map(({ id }) => id))];
    const staff = duties.map((duty) => ({
      ...{ staffId: duty.staffId, capacity: duty.capacity },
      open: bookableTime(duty, offer, window, clocks),
    }));
    const found: Slot[] = [];
    for (const part of query.limit === undefined ? [window] : partsOf(window)) {
      const taken = await this.calendar.busy(things, widened(part, offer));
      const occupancy = new Occupancy(taken, now.epochMilliseconds);
      const request: SlotRequest = { ...offer, window: part, needs };
      const slots = staff.flatMap((each) => slotsOf(each, request, occupancy));
      for (const slot of slots.sort((a, b) => a.start - b.start || (a.staffId < b.staffId ? -1 : 1))) found.push(slot);
      if (query.limit !== undefined && found.length >= query.limit) break;
    }
    return found.slice(0, query.limit);
  }

  private async rulesFor({ scope = EVERY_ROW, appointmentTypeId }: FindSlotsQuery, facilityId: string): Promise<FacilityRules> {
    const isInReach = reachesFacility(scope, facilityId);
    if (!isInReach && scope.ownPatient === undefined) throw new NotFound('appointment type');
    const rules = await this.facilities.rulesOf(facilityId);
    if (!isInReach && !isForPatients(rules.selfService, appointmentTypeId)) throw new NotFound('appointment type');
    return rules;
  }
}

function expectRange({ from, to }: FindSlotsQuery): void {
  const days = from.until(to).days + 1;
  if (days < 1) throw new RuleBroken('invalid-date-range', 'The first date lies after the last.');
  if (days > MOST_DAYS) throw new RuleBroken('invalid-date-range', `Slots are shown for at most ${MOST_DAYS} days at once.`);
}

/** A week, then twice as long each time: who wants the first free times seldom has to look far. */
function partsOf({ from, until }: Span): Span[] {
  const parts: Span[] = [];
  for (let [start, length] = [from, A_WEEK]; start < until; start += length, length *= 2) {
    parts.push({ from: start, until: Math.min(start + length, until) });
  }
  return parts;
}

/** The days that were asked for, as far as they can be booked now; what has begun is over. */
function windowOf({ from, to }: FindSlotsQuery, rules: FacilityRules, now: Temporal.Instant, clocks: WallClocks): Span {
  const clock = clocks.in(rules.timeZone);
  const bookable = bookingWindow(rules, now);
  return {
    from: Math.max(clock.day(from).from, bookable.from, now.epochMilliseconds),
    until: Math.min(clock.day(to).until, bookable.until),
  };
}

/** Bookings that reach into a slot at the edge, with the slot's own length and buffers. */
function widened(window: Span, offer: { durationMinutes: number; bufferBeforeMinutes: number; bufferAfterMinutes: number }): Span {
  const { durationMinutes, bufferBeforeMinutes, bufferAfterMinutes } = offer;
  return {
    from: window.from - bufferBeforeMinutes * MINUTE,
    until: window.until + (durationMinutes + bufferAfterMinutes) * MINUTE,
  };
}
