import type { RowScope } from '#kernel';
import type { Appointment } from './appointment.js';
import type { Booking } from './placement.js';

/** The appointments, and the rows of what each of them occupies. Changes are saved by the unit of work. */
export abstract class Appointments {
  /** Loses the race, and so makes the unit of work run again, where somebody took one of the things meanwhile. */
  abstract add(appointment: Appointment, bookings: readonly Booking[]): void;

  /**
   * @param scope all appointments where it is absent
   * @throws NotFound where there is none, or none within the scope
   */
  abstract get(id: string, scope?: RowScope): Promise<Appointment>;

  /** Those of a series that are still to come about and begin at or after an instant, in the order of their start. */
  abstract openOfSeries(seriesId: string, from: Temporal.Instant): Promise<Appointment[]>;

  /** Saves what was changed, so that the version is the new one. */
  abstract save(appointment: Appointment): Promise<void>;

  /** Gives back what the appointment occupied, and takes the new things instead. */
  abstract rebook(appointment: Appointment, bookings: readonly Booking[]): Promise<void>;

  /** Gives back what the appointment occupied. */
  abstract release(appointment: Appointment): Promise<void>;

  /** Puts down what was changed so far, so that a look for free time in the same unit of work sees it. */
  abstract settle(): Promise<void>;

  /** The hold has become a booking: what it occupies no longer runs out. */
  abstract keep(appointment: Appointment): Promise<void>;

  /** Ids of holds whose limit has passed, oldest first. */
  abstract overdueHolds(now: Temporal.Instant, limit: number): Promise<string[]>;

  /** Ids of appointments that nobody came to: open, and their start before the instant. */
  abstract openBefore(start: Temporal.Instant, limit: number): Promise<string[]>;
}
