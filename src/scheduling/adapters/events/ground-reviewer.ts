import type { EventSubscriber, PublishedEvent } from '#messaging';
import { staffingEvents } from '../../../staffing/index.js';
import type { ReviewGrounds, ReviewGroundsCommand } from '../../application/review-grounds.js';
import { appointmentEvents } from '../../domain/appointment-events.js';

const OF_STAFF: readonly string[] = [
  staffingEvents.leaveApproved,
  staffingEvents.leaveCancelled,
  staffingEvents.credentialAdded,
  staffingEvents.credentialSuspended,
  staffingEvents.credentialReinstated,
  staffingEvents.credentialExpired,
  staffingEvents.availabilityChanged,
  staffingEvents.staffChanged,
];

const OF_APPOINTMENTS: readonly string[] = [
  appointmentEvents.held,
  appointmentEvents.booked,
  appointmentEvents.rescheduled,
  appointmentEvents.cancelled,
  appointmentEvents.expired,
  appointmentEvents.voided,
  appointmentEvents.started,
  appointmentEvents.noShow,
];

/** Whatever closes or opens time is a reason to look at the appointments in it; and every new time of an appointment, at that one. */
export class GroundReviewer implements EventSubscriber {
  readonly name = 'scheduling.review-grounds';
  readonly types = [...OF_STAFF, ...OF_APPOINTMENTS, staffingEvents.facilityChanged];

  constructor(private readonly reviewGrounds: ReviewGrounds) {}

  handle(event: PublishedEvent): Promise<void> {
    return this.reviewGrounds.execute(subjectOf(event));
  }
}

/** Events are told by what they are about: an appointment, a person or a facility. */
function subjectOf({ type, aggregateId }: PublishedEvent): ReviewGroundsCommand {
  if (OF_APPOINTMENTS.includes(type)) return { appointmentId: aggregateId };
  return OF_STAFF.includes(type) ? { staffId: aggregateId } : { facilityId: aggregateId };
}
