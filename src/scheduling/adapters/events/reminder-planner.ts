import type { EventSubscriber, PublishedEvent } from '#messaging';
import type { PlanReminders } from '../../application/plan-reminders.js';
import { appointmentEvents, type AppointmentFact } from '../../domain/appointment-events.js';

/** Whatever changes when an appointment is, or whether it is, is a reason to look at its reminders. */
export class ReminderPlanner implements EventSubscriber {
  readonly name = 'scheduling.plan-reminders';
  readonly types = [
    appointmentEvents.booked,
    appointmentEvents.rescheduled,
    appointmentEvents.cancelled,
    appointmentEvents.voided,
  ];

  constructor(private readonly planReminders: PlanReminders) {}

  handle({ payload }: PublishedEvent): Promise<void> {
    const { appointmentId } = payload as unknown as AppointmentFact;
    return this.planReminders.execute({ appointmentId });
  }
}
