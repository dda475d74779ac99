import { type Clock, EVERY_ROW, NotFound, type Period, reachesFacility, type RowScope, RuleBroken } from '#kernel';
import type { Appointments } from '../domain/appointments.js';
import { blockedPeriodOf, periodOf } from '../domain/appointment-type.js';
import { type Duty, expectOnDuty, expectSameFacility, type Offer } from '../domain/booking-rules.js';
import type { Occupied } from '../domain/occupancy.js';
import { type Booking, place } from '../domain/placement.js';
import { expectAhead, isForPatients } from '../domain/self-service.js';
import { expectKeptAppointments } from './no-show-limit.js';
import type { Calendar, DutyRoster, PatientDirectory, SheetRequest } from './ports.js';

export interface Wish extends SheetRequest {
  /** The appointment that the place is for; on a move, what it occupies itself does not count. */
  appointmentId: string;
  /** A permitted override, with its reason. */
  override?: { reason: string };
  /** Where, or for whom, the caller may book; everywhere where it is absent. */
  scope?: RowScope;
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
    const duty = await this.dutyOf(wish, offer);
    if (!reachesFacility(wish.scope ?? EVERY_ROW, offer.facilityId)) {
      expectSelfService(wish, duty, now);
      await expectKeptAppointments(this.calendar, wish.patientId, duty.rules, now);
    }
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

  /** Somebody of another facility is as absent to the caller as everything else there. */
  private async dutyOf({ staffId, start, scope = EVERY_ROW }: Wish, { facilityId }: Offer): Promise<Duty> {
    const isInReach = reachesFacility(scope, facilityId);
    if (!isInReach && scope.ownPatient === undefined) throw new NotFound('appointment type');
    const duty = await this.dutyRoster.dutyOf(staffId, start);
    const isKnown = duty && (duty.facilityId === facilityId || reachesFacility(scope, duty.facilityId));
    if (!isKnown) throw new NotFound('staff member');
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

/**
 * Who may not act at the facility books as a patient: for themselves, ahead, and what is offered to patients.
 * @throws NotFound, RuleBroken `too-late-to-book`
 */
function expectSelfService({ scope, patientId, appointmentTypeId, start }: Wish, { rules }: Duty, now: Temporal.Instant): void {
  if (!isForPatients(rules.selfService, appointmentTypeId)) throw new NotFound('appointment type');
  if (patientId !== scope?.ownPatient) throw new NotFound('patient');
  expectAhead(start, now);
}

/** The random end of a UUIDv7. */
function spreadOf(id: string): number {
  return Number.parseInt(id.slice(-6), 16) || 0;
}
