import type { Period } from '#kernel';

/** What is known of an appointment when it is made. */
export interface NewAppointment {
  id: string;
  facilityId: string;
  departmentId?: string;
  patientId: string;
  staffId: string;
  appointmentTypeId: string;
  period: Period;
  /** The facility's date at the start. */
  day: Temporal.PlainDate;
  resourceIds: string[];
  /** The series that it is one of. */
  seriesId?: string;
  reason?: string;
  overrideReason?: string;
}

/** Where an appointment is moved to. */
export interface Target {
  period: Period;
  day: Temporal.PlainDate;
  staffId: string;
  departmentId?: string;
  resourceIds: string[];
}
