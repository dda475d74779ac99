import { type Clock, NotFound, type Period, RuleBroken } from '#kernel';
import type { Appointments } from '../domain/appointments.js';
import { blockedPeriodOf, periodOf } from '../domain/appointment-type.js';
import { type Duty, expectOnDuty, expectSameFacility, type Offer } from '../domain/booking-rules.js';
import type { Occupied } from '../domain/occupancy.js';
import { type Booking, place } from '../domain/placement.js';
import type { Calendar, DutyRoster, PatientDirectory, SheetRequest } from './ports.js';

export interface Wish extends SheetRequest {
  /** The appointment that the place is for; on a move, what it occupies itself does not count. */
  appointmentId: string;
  /** A permitted override, with its reason. */
  override?: { reason: string };
  /** Facilities that the caller may act in; all of them where it is absent. */
  within?: readonly string[];
}

/** Where and with whom an appointment will be. */
export interface Place {
  offer: Offer;
  duty: Duty;
  period: Period;
  bookings: readonly Booking[];
  /** Rooms and equipment among the bookings. */
  resourceIds: string[];
  openBookings: number;
}

/**
 * Finds a place for a wish: checks type, patient and duty roster, gives up overdue holds that stand in
 * the way, and picks a free lane on everything. Runs inside a unit of work; the database has the last word.
 */
export class FindPlace {
  constructor(
    private readonly calendar: Calendar,
    private readonly dutyRoster: DutyRoster,
    private readonly patients: PatientDirectory,
    private readonly appointments: Appointments,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, RuleBroken, OutsideAvailability, StaffNotCredentialed, SlotTaken, PatientBusy */
  async execute(wish: Wish): Promise<Place> {
    const now = this.clock.now();
    const { offer, needs, openBookings, ...sheet } = await this.calendar.sheet(wish);
    if (wish.within && !wish.within.includes(offer.facilityId)) throw new NotFound('appointment type');
    const duty = await this.dutyOf(wish);
    await this.expectPatient(wish.patientId);
    const period = periodOf(offer, wish.start);
    expectSameFacility(duty, offer);
    if (!wish.override) expectOnDuty(duty, offer, period, now);
    const taken = sheet.taken.filter((each) => each.appointmentId !== wish.appointmentId);
    const bookings = place(
      {
        period,
        blocked: blockedPeriodOf(offer, wish.start),
        staff: { id: wish.staffId, capacity: duty.capacity },
        patientId: wish.patientId,
        needs,
      },
      { taken, now, spread: spreadOf(wish.appointmentId), override: wish.override !== undefined },
    );
    await this.expireOverdue(taken, now);
    const resourceIds = bookings.filter(({ kind }) => kind === 'room' || kind === 'equipment').map(({ thingId }) => thingId);
    return { offer, duty, period, bookings, resourceIds, openBookings };
  }

  private async dutyOf({ staffId, start }: Wish): Promise<Duty> {
    const duty = await this.dutyRoster.dutyOf(staffId, start);
    if (!duty) throw new NotFound('staff member');
    return duty;
  }

  private async expectPatient(patientId: string): Promise<void> {
    const patient = await this.patients.find(patientId);
    if (!patient) throw new NotFound('patient');
    if (patient.deceased) throw new RuleBroken('patient-deceased', 'The patient has died.');
  }

  private async expireOverdue(taken: readonly Occupied[], now: Temporal.Instant): Promise<void> {
    const overdue = taken.filter(({ heldUntil }) => heldUntil !== undefined && heldUntil <= now.epochMilliseconds);
    for (const id of new Set(overdue.map(({ appointmentId }) => appointmentId))) {
      if (id === undefined) continue;
      const hold = await this.appointments.get(id);
      if (hold.status !== 'held') continue;
      hold.expire(now);
      await this.appointments.release(hold);
    }
  }
}

/** The random end of a UUIDv7. */
function spreadOf(id: string): number {
  return Number.parseInt(id.slice(-6), 16) || 0;
}
