import { type Period, RuleBroken } from '#kernel';
import { OutsideAvailability, StaffNotCredentialed } from './appointment-errors.js';
import { type Availability, openTime } from './availability.js';
import { closedTime, expectBookable, type FacilityRules } from './facility-rules.js';
import { spanOf } from './placement.js';
import { covers, overlap, type Span, union, within, without } from './spans.js';
import { WallClocks } from './wall-clock.js';

/** Time in which somebody is not there. */
export interface Absence extends Span {
  /** The approved leave; without one, the time lies outside of the employment. */
  leaveRequestId?: string;
}

/** Time without a credential that the role requires. */
export interface CredentialGap extends Span {
  /** The kind of credential. */
  credential?: string;
}

/** A practitioner as far as booking is concerned. */
export interface Duty {
  staffId: string;
  departmentId?: string;
  facilityId: string;
  active: boolean;
  specialties: readonly string[];
  /** How many appointments at once. */
  capacity: number;
  availability: Availability;
  /** Published shifts, where only those can be booked. */
  rostered?: readonly Span[];
  absences: readonly Absence[];
  /** Time in which a credential that the role requires is missing, expired or suspended. */
  uncredentialed: readonly CredentialGap[];
  /** Rules of the facility that the practitioner works in. */
  rules: FacilityRules;
}

/** What a type of appointment asks of time and practitioner. */
export interface Offer {
  appointmentTypeId: string;
  facilityId: string;
  durationMinutes: number;
  bufferBeforeMinutes: number;
  bufferAfterMinutes: number;
  requiredSpecialty?: string;
}

/** Availability for a type, in published shifts alone where the department asks for a roster. */
export function regularTime({ availability, rostered }: Duty, window: Span, appointmentTypeId: string, clocks = new WallClocks()): Span[] {
  const open = openTime(availability, window, appointmentTypeId, clocks);
  return rostered ? within(open, union(rostered)) : open;
}

/** The practitioner's time for a type: regular time less leave and the facility's closed days. */
export function dutyTime(duty: Duty, offer: Offer, window: Span, clocks = new WallClocks()): Span[] {
  if (!duty.active) return [];
  const open = regularTime(duty, window, offer.appointmentTypeId, clocks);
  return without(open, [...duty.absences, ...closedTime(duty.rules, clocks)]);
}

/** The time in which slots can be: duty time with every credential in force. */
export function bookableTime(duty: Duty, offer: Offer, window: Span, clocks = new WallClocks()): Span[] {
  if (duty.facilityId !== offer.facilityId || !hasSpecialty(duty, offer)) return [];
  return without(dutyTime(duty, offer, window, clocks), duty.uncredentialed);
}

/**
 * Whether this practitioner can be booked for that time. Whether the time is still free is another question.
 * @throws StaffNotCredentialed, OutsideAvailability, RuleBroken
 */
export function expectOnDuty(duty: Duty, offer: Offer, period: Period, now: Temporal.Instant): void {
  const wanted = spanOf(period);
  expectBookable(period.start, duty.rules, now);
  if (!hasSpecialty(duty, offer)) throw new StaffNotCredentialed(`specialty ${offer.requiredSpecialty}`);
  if (duty.uncredentialed.some((gap) => overlap(gap, wanted))) throw new StaffNotCredentialed('valid credential');
  if (!covers(dutyTime(duty, offer, wanted), wanted)) throw new OutsideAvailability();
}

/** @throws RuleBroken `wrong-facility` */
export function expectSameFacility(duty: Duty, offer: Offer): void {
  if (duty.facilityId !== offer.facilityId) {
    throw new RuleBroken('wrong-facility', 'The practitioner does not work in the facility that offers this type of appointment.');
  }
}

/** @throws RuleBroken `too-many-open-bookings` */
export function expectRoomForMore(openBookings: number, rules: FacilityRules): void {
  if (rules.maximumOpenBookings !== undefined && openBookings >= rules.maximumOpenBookings) {
    throw new RuleBroken('too-many-open-bookings', `A patient may have ${rules.maximumOpenBookings} open appointments at most.`);
  }
}

/** True where the type asks for no specialty, or the practitioner has it. */
export function hasSpecialty(duty: Duty, { requiredSpecialty }: Pick<Offer, 'requiredSpecialty'>): boolean {
  return requiredSpecialty === undefined || duty.specialties.includes(requiredSpecialty);
}
