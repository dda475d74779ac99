import type { Clock } from '#kernel';
import { type Alternative, Proposals } from '../domain/alternatives.js';
import { bookableTime, type Duty, type Offer } from '../domain/booking-rules.js';
import { bookingWindow, type FacilityRules } from '../domain/facility-rules.js';
import { Occupancy, type Occupied } from '../domain/occupancy.js';
import { type ResourceChoice, type Slot, slotsOf } from '../domain/slots.js';
import { type Span, without } from '../domain/spans.js';
import { WallClocks } from '../domain/wall-clock.js';
import type { Calendar, DutyRoster, FacilityCalendar } from './ports.js';
import type { ClosedAppointment } from './worklist-ports.js';

/** How far beyond the last of the lost times one with the same practitioner is looked for, in milliseconds. */
const LATER = 42 * 24 * 3_600_000;

/** Appointments of one type with one practitioner. */
interface Group {
  appointments: readonly ClosedAppointment[];
  offer: Offer;
  needs: readonly ResourceChoice[];
  rules: FacilityRules;
  /** Bookings of the appointments in question are no obstacle to each other. */
  moving: ReadonlySet<string>;
  clocks: WallClocks;
}

/** Times that can stand in for those that were lost: with the same practitioner later, or the same specialty on the same day. */
export class ProposeAlternatives {
  constructor(
    private readonly calendar: Calendar,
    private readonly dutyRoster: DutyRoster,
    private readonly facilities: FacilityCalendar,
    private readonly clock: Clock,
  ) {}

  /**
   * @param appointments in the order of their start
   * @param closed time of their practitioner that is about to be closed
   * @returns up to three for each, by the appointment's id
   */
  async execute(appointments: readonly ClosedAppointment[], closed: readonly Span[] = []): Promise<Map<string, Alternative[]>> {
    const found = new Map<string, Alternative[]>();
    const moving = new Set(appointments.map(({ appointmentId }) => appointmentId));
    const groups = Map.groupBy(appointments, ({ appointmentTypeId, staffId }) => `${appointmentTypeId} ${staffId}`);
    for (const ofOneKind of groups.values()) {
      const first = ofOneKind[0]!;
      const rules = await this.facilities.rulesOf(first.facilityId);
      const { offer, needs } = await this.calendar.offer(first.appointmentTypeId);
      const group = { appointments: ofOneKind, offer, needs, rules, moving, clocks: new WallClocks() };
      await this.propose(group, closed, found);
    }
    return found;
  }

  private async propose(group: Group, closed: readonly Span[], found: Map<string, Alternative[]>): Promise<void> {
    const own = await this.slotsOfPractitioner(group, closed);
    const { slots: others, days } = await this.slotsOfColleagues(group, own.duty);
    const proposals = new Proposals(await this.patientTimes(group), group.offer);
    for (const appointment of group.appointments) {
      const day = days.find(({ from, until }) => appointment.time.from >= from && appointment.time.from < until);
      const sameDay = others.filter(({ start }) => day !== undefined && start >= day.from && start < day.until);
      found.set(appointment.appointmentId, proposals.for(appointment, own.slots, sameDay));
    }
  }

  private async slotsOfPractitioner(group: Group, closed: readonly Span[]): Promise<{ duty?: Duty; slots: Slot[] }> {
    const { staffId } = group.appointments[0]!;
    const { from, until } = reach(group.appointments);
    const within = { from, until: until + LATER };
    const window = this.bookable(within, group.rules);
    const [duty] = await this.dutyRoster.dutiesOf({ facilityId: group.offer.facilityId, staffId, specialties: [], within });
    if (!duty || !window) return { duty, slots: [] };
    return { duty, slots: await this.free([duty], window, group, closed) };
  }

  private async slotsOfColleagues(group: Group, absent: Duty | undefined): Promise<{ slots: Slot[]; days: Span[] }> {
    const { rules, offer, clocks, appointments } = group;
    const clock = clocks.in(rules.timeZone);
    const dates = new Set(appointments.map(({ time }) => clock.dateOf(time.from).toString()));
    const days = [...dates].map((date) => clock.day(Temporal.PlainDate.from(date)));
    const window = this.bookable({ from: days[0]!.from, until: days.at(-1)!.until }, rules);
    if (!window) return { slots: [], days };
    const specialties = offer.requiredSpecialty === undefined ? [] : [offer.requiredSpecialty];
    const staff = await this.dutyRoster.dutiesOf({ facilityId: offer.facilityId, specialties, within: window });
    const colleagues = staff.filter((each) => each.staffId !== absent?.staffId && standsIn(each, absent, offer));
    return { slots: await this.free(colleagues, window, group, []), days };
  }

  /** What is left of a window from now to the horizon. */
  private bookable(window: Span, rules: FacilityRules): Span | undefined {
    const now = this.clock.now();
    const { from, until } = bookingWindow(rules, now);
    const left = { from: Math.max(window.from, from, now.epochMilliseconds), until: Math.min(window.until, until) };
    return left.from < left.until ? left : undefined;
  }

  private async free(duties: readonly Duty[], window: Span, group: Group, closed: readonly Span[]): Promise<Slot[]> {
    const { offer, needs, moving, clocks } = group;
    const things = [...duties.map(({ staffId }) => staffId), ...needs.flatMap(({ candidates }) => candidates.map(({ id }) => id))];
    const taken = await this.takenByOthers(things, window, moving);
    const occupancy = new Occupancy(taken, this.clock.now().epochMilliseconds);
    const slots = duties.flatMap((duty) => {
      const open = without(bookableTime(duty, offer, window, clocks), closed);
      return slotsOf({ staffId: duty.staffId, capacity: duty.capacity, open }, { ...offer, window, needs }, occupancy);
    });
    return slots.sort((a, b) => a.start - b.start || (a.staffId < b.staffId ? -1 : 1));
  }

  private async patientTimes({ appointments, moving }: Group): Promise<Map<string, Occupied[]>> {
    const { from, until } = reach(appointments);
    const patients = [...new Set(appointments.map(({ patientId }) => patientId))];
    const taken = await this.takenByOthers(patients, { from: from - LATER, until: until + LATER }, moving);
    return Map.groupBy(taken, ({ thingId }) => thingId);
  }

  private async takenByOthers(things: readonly string[], within: Span, moving: ReadonlySet<string>): Promise<Occupied[]> {
    const taken = await this.calendar.taken(things, widened(within));
    return taken.filter(({ appointmentId }) => appointmentId === undefined || !moving.has(appointmentId));
  }
}

/** A slot at the edge reaches a day beyond it at most, with its buffers two more. */
function widened({ from, until }: Span): Span {
  const days = 2 * 24 * 3_600_000;
  return { from: from - days, until: until + days };
}

function reach(appointments: readonly ClosedAppointment[]): Span {
  return {
    from: Math.min(...appointments.map(({ time }) => time.from)),
    until: Math.max(...appointments.map(({ time }) => time.until)),
  };
}

/** Where the type asks for no specialty, one that both have; where the absent person has none, anybody whom the type takes. */
function standsIn({ specialties }: Duty, absent: Duty | undefined, { requiredSpecialty }: Offer): boolean {
  if (requiredSpecialty !== undefined || !absent || absent.specialties.length === 0) return true;
  return specialties.some((each) => absent.specialties.includes(each));
}
