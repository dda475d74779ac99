import type { Reminder } from './reminder.js';
import type { ReminderPlan } from './reminder-plan.js';

/** The ledger of reminders: unique on appointment, its version, offset and channel. */
export abstract class Reminders {
  abstract add(reminder: Reminder): void;

  /** A second one for the same appointment, time, offset, channel and purpose is none. */
  abstract addIfAbsent(reminder: Reminder): void;

  /** @throws NotFound */
  abstract get(id: string): Promise<Reminder>;

  /** Those of the ids that exist, locked until the unit of work ends. */
  abstract lock(ids: readonly string[]): Promise<Reminder[]>;

  /** All of some appointments, locked until the unit of work ends. */
  abstract lockOf(appointmentIds: readonly string[]): Promise<Reminder[]>;

  abstract ofAppointment(appointmentId: string): Promise<Reminder[]>;

  /**
   * Claims what is due for the length of a lease, so that two sweeps never take the same. An attempt
   * whose own lease has run out was interrupted: it becomes a failed one, and is due again.
   * @returns ids, those due longest first
   */
  abstract claimDue(now: Temporal.Instant, leaseUntil: Temporal.Instant, limit: number): Promise<string[]>;
}

export abstract class ReminderPlans {
  abstract add(plan: ReminderPlan): void;

  abstract save(plan: ReminderPlan): Promise<void>;

  /** Exactly this plan, if it was made. */
  abstract find(facilityId: string, appointmentTypeId: string | undefined): Promise<ReminderPlan | undefined>;

  /** The plan of the type, else that of the facility, if there is one. */
  abstract applying(facilityId: string, appointmentTypeId: string): Promise<ReminderPlan | undefined>;
}
