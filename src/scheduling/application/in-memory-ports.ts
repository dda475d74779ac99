import { EVERY_ROW, NotFound, reachesFacility } from '#kernel';
import type { Appointment } from '../domain/appointment.js';
import { Appointments } from '../domain/appointments.js';
import { openStatuses } from '../domain/appointment-machine.js';
import type { Duty, Offer } from '../domain/booking-rules.js';
import { type FacilityRules, schedulingDefaults } from '../domain/facility-rules.js';
import type { Occupied } from '../domain/occupancy.js';
import { type Booking, spanOf } from '../domain/placement.js';
import type { ResourceChoice } from '../domain/slots.js';
import { overlap, type Span } from '../domain/spans.js';
import {
  type BookablePatient,
  type BookingSheet,
  Calendar,
  DutyRoster,
  type DutyQuery,
  FacilityCalendar,
  type PatientContact,
  PatientDirectory,
} from './ports.js';

/** For specs: the ports of this context without a database. Appointments with what they occupy, and the reads over them. */
export class AppointmentBook extends Appointments {
  readonly known = new Map<string, Appointment>();
  readonly bookings = new Map<string, readonly Booking[]>();

  add(appointment: Appointment, bookings: readonly Booking[]): void {
    this.known.set(appointment.id, appointment);
    this.bookings.set(appointment.id, bookings);
  }

  async get(id: string, scope = EVERY_ROW): Promise<Appointment> {
    const found = this.known.get(id);
    const isVisible = found && (reachesFacility(scope, found.facilityId) || found.patientId === scope.ownPatient);
    if (!isVisible) throw new NotFound('appointment');
    return found;
  }

  async rebook(appointment: Appointment, bookings: readonly Booking[]): Promise<void> {
    this.bookings.set(appointment.id, bookings);
  }

  async release(appointment: Appointment): Promise<void> {
    this.bookings.delete(appointment.id);
  }

  async all(ids: readonly string[]): Promise<Appointment[]> {
    return ids.flatMap((id) => this.known.get(id) ?? []);
  }

  async save(): Promise<void> {
    // What is changed is the very object that is kept.
  }

  async settle(): Promise<void> {
    // Everything is there as soon as it is added.
  }

  async keep(): Promise<void> {
    // A hold's limit is read from the appointment itself here.
  }

  async openOfSeries(seriesId: string, from: Temporal.Instant): Promise<Appointment[]> {
    const open = [...this.known.values()].filter((each) => each.seriesId === seriesId && openStatuses.includes(each.status));
    return open.filter(({ start }) => Temporal.Instant.compare(start, from) >= 0);
  }

  async overdueHolds(now: Temporal.Instant): Promise<string[]> {
    return [...this.known.values()].filter((each) => each.status === 'held' && each.isOverdue(now)).map(({ id }) => id);
  }

  async openBefore(start: Temporal.Instant): Promise<string[]> {
    const open = [...this.known.values()].filter(({ status }) => status === 'booked' || status === 'confirmed');
    return open.filter((each) => Temporal.Instant.compare(each.start, start) < 0).map(({ id }) => id);
  }

  takenThings(): Occupied[] {
    return [...this.bookings].flatMap(([appointmentId, bookings]) => {
      const heldUntil = this.known.get(appointmentId)?.holdUntil?.epochMilliseconds;
      return bookings.map(({ thingId, lane, period }) => ({ thingId, lane, appointmentId, heldUntil, ...spanOf(period) }));
    });
  }
}

export class CalendarOf extends Calendar {
  constructor(
    private readonly book: AppointmentBook,
    private readonly theOffer: Offer,
    private readonly needs: ResourceChoice[] = [],
  ) {
    super();
  }

  async sheet(): Promise<BookingSheet> {
    return { offer: this.theOffer, needs: this.needs, taken: this.book.takenThings(), openBookings: 0 };
  }

  async offer(): Promise<{ offer: Offer; needs: ResourceChoice[] }> {
    return { offer: this.theOffer, needs: this.needs };
  }

  async taken(thingIds: readonly string[], within: Span): Promise<Occupied[]> {
    return this.book.takenThings().filter((each) => thingIds.includes(each.thingId) && overlap(each, within));
  }

  busy(thingIds: readonly string[], within: Span): Promise<Occupied[]> {
    return this.taken(thingIds, within);
  }

  async noShows(patientId: string, facilityId: string, since: Temporal.Instant): Promise<number> {
    const theirs = [...this.book.known.values()].filter((each) => each.patientId === patientId && each.facilityId === facilityId);
    const counted = theirs.filter(({ status, noShowWaivedAt }) => status === 'no-show' && noShowWaivedAt === undefined);
    return counted.filter(({ start }) => Temporal.Instant.compare(start, since) >= 0).length;
  }
}

export class RosterOf extends DutyRoster {
  constructor(private readonly duties: Duty[]) {
    super();
  }

  async dutyOf(staffId: string): Promise<Duty | undefined> {
    return this.duties.find((duty) => duty.staffId === staffId);
  }

  async dutiesOf({ staffId, specialties }: DutyQuery): Promise<Duty[]> {
    return this.duties
      .filter((duty) => staffId === undefined || duty.staffId === staffId)
      .filter((duty) => specialties.every((each) => duty.specialties.includes(each)));
  }
}

export class FacilityOf extends FacilityCalendar {
  constructor(private readonly rules: FacilityRules) {
    super();
  }

  async rulesOf(): Promise<FacilityRules> {
    return this.rules;
  }

  async all(): Promise<FacilityRules[]> {
    return [this.rules];
  }
}

export class PatientsOf extends PatientDirectory {
  constructor(readonly contacts: Record<string, PatientContact & { deceased?: boolean }>) {
    super();
  }

  async find(id: string): Promise<BookablePatient | undefined> {
    const known = this.contacts[id];
    return known && { id, deceased: known.deceased ?? false };
  }

  async contactOf(id: string): Promise<PatientContact | undefined> {
    return this.contacts[id];
  }

  async contactsOf(ids: readonly string[]): Promise<ReadonlyMap<string, PatientContact>> {
    return new Map(ids.flatMap((id) => (this.contacts[id] ? [[id, this.contacts[id]]] : [])));
  }
}

export const berlin: FacilityRules = { ...schedulingDefaults, facilityId: 'facility', facilityName: 'Charité', timeZone: 'Europe/Berlin' };

export const checkUp: Offer = {
  appointmentTypeId: 'check-up',
  facilityId: 'facility',
  durationMinutes: 30,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
};

/** Somebody who is there every day from 09:00 to 17:00. */
export function dutyOf(staffId: string, changes: Partial<Duty> = {}): Duty {
  const rules = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '09:00', to: '17:00' }));
  return {
    staffId,
    facilityId: 'facility',
    active: true,
    specialties: [],
    capacity: 1,
    availability: { timeZone: 'Europe/Berlin', rules, exceptions: [] },
    absences: [],
    uncredentialed: [],
    rules: berlin,
    ...changes,
  };
}
