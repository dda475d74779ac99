import type { AppointmentStatus } from '../domain/appointment-machine.js';
import type { Span } from '../domain/spans.js';
import type { WorklistCase } from '../domain/worklist-changes.js';

/** Appointments with what decides whether they belong on the worklist. */
export abstract class WorklistCases {
  /** These appointments, whatever became of them. */
  abstract ofAppointments(appointmentIds: readonly string[], now: Temporal.Instant): Promise<WorklistCase[]>;

  /** Everything that a practitioner still has before them. */
  abstract ofStaff(staffId: string, now: Temporal.Instant): Promise<WorklistCase[]>;

  /** Ids of the appointments still to come that have a room or a piece of equipment, in no particular order. */
  abstract having(resourceId: string, now: Temporal.Instant): Promise<string[]>;

  /** Practitioners with appointments of a facility still before them, in the order of their ids. */
  abstract staffAt(facilityId: string, now: Temporal.Instant): Promise<string[]>;

  /** Whoever reviews a practitioner's appointments waits here for others who do; held to the end of the unit of work. */
  abstract inTurn(staffId: string): Promise<void>;
}

/** An appointment whose time is, or would be, closed. */
export interface ClosedAppointment {
  appointmentId: string;
  facilityId: string;
  patientId: string;
  staffId: string;
  appointmentTypeId: string;
  status: AppointmentStatus;
  version: number;
  time: Span;
}

/** Somebody's time that is closed, or would be. */
export interface ClosedTime {
  staffId: string;
  time: Span;
  /** What closes it, as a line of the worklist names it: appointments that were decided to stay despite it are left out. */
  subject: string;
}

/** Finds appointments that need another time. */
export abstract class ClosedAppointments {
  /** Those in the time that are still to come, in the order of their start. */
  abstract within(closed: ClosedTime, now: Temporal.Instant, limit: number): Promise<ClosedAppointment[]>;

  /** One that is on the worklist, within the facilities if they are named. */
  abstract onWorklist(
    appointmentId: string,
    now: Temporal.Instant,
    within: readonly string[] | undefined,
  ): Promise<ClosedAppointment | undefined>;
}
