import type { EventSubscriber, PublishedEvent } from '#messaging';
import { type EmploymentEnded, staffingEvents } from '../../../staffing/index.js';
import type { HandOverAppointments } from '../../application/hand-over-appointments.js';

/** Somebody leaves and has named who takes over. */
export class SuccessorDesk implements EventSubscriber {
  readonly name = 'scheduling.hand-over-appointments';
  readonly types = [staffingEvents.employmentEnded];

  constructor(private readonly handOver: HandOverAppointments) {}

  async handle({ payload }: PublishedEvent): Promise<void> {
    const { staffId, facilityId, lastDay, successorId } = payload as unknown as EmploymentEnded['payload'];
    if (successorId === undefined) return;
    await this.handOver.execute({ staffId, facilityId, lastDay: Temporal.PlainDate.from(lastDay), successorId });
  }
}
