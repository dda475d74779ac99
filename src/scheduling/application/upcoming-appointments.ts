/** An appointment that is still to come, as far as handing it over is concerned. */
export interface UpcomingAppointment {
  appointmentId: string;
  start: Temporal.Instant;
  resourceIds: string[];
}

/** What somebody is booked for from some time on. */
export abstract class UpcomingAppointments {
  /** Held, booked or confirmed ones that end after an instant, by their start. */
  abstract after(staffId: string, at: Temporal.Instant): Promise<UpcomingAppointment[]>;
}
