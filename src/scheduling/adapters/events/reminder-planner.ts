import type { EventSubscriber, PublishedEvent } from '#messaging';
import type { ConfirmToPatients, Deed } from '../../application/confirm-to-patients.js';
import type { PlanReminders } from '../../application/plan-reminders.js';
import {
  type AppointmentCancelled,
  appointmentEvents,
  type AppointmentFact,
  type AppointmentMoved,
} from '../../domain/appointment-events.js';

const DEEDS: Record<string, Deed['what']> = {
  [appointmentEvents.booked]: 'booked',
  [appointmentEvents.rescheduled]: 'rescheduled',
  [appointmentEvents.cancelled]: 'cancelled',
};

/** Whatever changes when an appointment is, or whether it is, is a reason to look at its reminders, and to confirm it. */
export class ReminderPlanner implements EventSubscriber {
  readonly name = 'scheduling.plan-reminders';
  readonly types = [
    appointmentEvents.booked,
    appointmentEvents.rescheduled,
    appointmentEvents.cancelled,
    appointmentEvents.voided,
  ];

  constructor(
    private readonly planReminders: PlanReminders,
    private readonly confirmToPatients: ConfirmToPatients,
  ) {}

  handle(event: PublishedEvent): Promise<void> {
    return this.handleAll([event]);
  }

  async handleAll(events: readonly PublishedEvent[]): Promise<void> {
    const appointmentIds = events.map(({ payload }) => (payload as unknown as AppointmentFact).appointmentId);
    await this.planReminders.execute({ appointmentIds });
    await this.confirmToPatients.execute(events.flatMap(deedOf));
  }
}

/** Nobody was told of a time that was only held, so nobody is told that it was given up. */
function deedOf({ type, payload }: PublishedEvent): Deed[] {
  const what = DEEDS[type];
  const { appointmentId, facilityId, timeVersion, previousStart, held } = payload as unknown as AppointmentMoved & AppointmentCancelled;
  return what === undefined || held ? [] : [{ appointmentId, facilityId, what, timeVersion, previousStart }];
}
