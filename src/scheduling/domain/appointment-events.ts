import type { DomainEvent } from '#kernel';
import type { NoShowWithdrawal } from './no-show.js';

/** What is told of an appointment: ids and instants (RFC 3339, UTC), never names or reasons. */
export interface AppointmentFact {
  appointmentId: string;
  facilityId: string;
  patientId: string;
  staffId: string;
  appointmentTypeId: string;
  start: string;
  end: string;
  /** Raised by one each time the appointment is moved; 1 when first booked. */
  timeVersion: number;
}

export interface AppointmentMoved extends AppointmentFact {
  previousStart: string;
  previousStaffId: string;
}

export interface AppointmentCancelled extends AppointmentFact {
  /** Closer to the start than the facility's cancellation window. */
  late: boolean;
  /** It was only held and never booked. */
  held: boolean;
}

/** The patient did not come. */
export interface AppointmentNoShow extends AppointmentFact {
  /** What the facility charges for it, to be billed; absent where it charges nothing. */
  fee?: { amount: string; currency: string };
}

/** A no-show counts no more: a charge that was made for it is to be cancelled. */
export interface AppointmentNoShowWithdrawn extends AppointmentNoShow {
  cause: NoShowWithdrawal;
}

/** An appointment lost what it stood on: its line is on the worklist. */
export interface AppointmentDisplaced {
  appointmentId: string;
  facilityId: string;
  staffId: string;
  timeVersion: number;
  /** `leave`, `credential`, `closure`, `availability`, `employment`, `specialty` or `resource`. */
  ground: string;
}

export const appointmentEvents = {
  held: 'scheduling.appointment-held.v1',
  booked: 'scheduling.appointment-booked.v1',
  confirmed: 'scheduling.appointment-confirmed.v1',
  rescheduled: 'scheduling.appointment-rescheduled.v1',
  cancelled: 'scheduling.appointment-cancelled.v1',
  checkedIn: 'scheduling.appointment-checked-in.v1',
  started: 'scheduling.appointment-started.v1',
  completed: 'scheduling.appointment-completed.v1',
  noShow: 'scheduling.appointment-no-show.v1',
  noShowWithdrawn: 'scheduling.appointment-no-show-withdrawn.v1',
  expired: 'scheduling.appointment-expired.v1',
  voided: 'scheduling.appointment-voided.v1',
  displaced: 'scheduling.appointment-displaced.v1',
} as const;

export type AppointmentEvent = DomainEvent<AppointmentFact>;
