import { AggregateRoot, DomainError, type ErrorKind } from '#kernel';
import type { Recurrence } from './recurrence.js';

export interface NewAppointmentSeries {
  id: string;
  facilityId: string;
  patientId: string;
  staffId: string;
  appointmentTypeId: string;
  recurrence: Recurrence;
  /** IANA name; occurrences keep their time of day in it. */
  timeZone: string;
  bookedAt: Temporal.Instant;
}

/** Appointments that were booked together, one after the other. Each lives its own life from then on. */
export class AppointmentSeries extends AggregateRoot {
  readonly id: string;
  readonly facilityId: string;
  readonly patientId: string;
  readonly staffId: string;
  readonly appointmentTypeId: string;
  readonly recurrence: Recurrence;
  readonly timeZone: string;
  readonly bookedAt: Temporal.Instant;

  constructor(fields: NewAppointmentSeries) {
    super();
    this.id = fields.id;
    this.facilityId = fields.facilityId;
    this.patientId = fields.patientId;
    this.staffId = fields.staffId;
    this.appointmentTypeId = fields.appointmentTypeId;
    this.recurrence = fields.recurrence;
    this.timeZone = fields.timeZone;
    this.bookedAt = fields.bookedAt;
  }
}

/** Why a series can't be had: the refusal of one of its occurrences, which it names. */
export class OccurrenceRefused extends DomainError {
  override readonly code: string;
  override readonly kind: ErrorKind;

  /** @param index from 0, in the order of their start */
  constructor(cause: DomainError, index: number, start: Temporal.Instant) {
    super(`Occurrence ${index + 1}: ${cause.message}`, { ...cause.details, occurrence: { index, start: start.toString() } });
    this.code = cause.code;
    this.kind = cause.kind;
  }
}
