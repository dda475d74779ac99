import type { EventSubscriber, PublishedEvent } from '#messaging';
import { staffingEvents } from '../../../staffing/index.js';
import type { ReviewGrounds, ReviewGroundsCommand } from '../../application/review-grounds.js';
import { appointmentEvents } from '../../domain/appointment-events.js';
import { resourceEvents } from '../../domain/resource-events.js';

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

/** A person is named in what was told, if there is one: their bookable time may be that of the shift. */
const OF_SHIFTS: readonly string[] = [
  staffingEvents.shiftAssigned,
  staffingEvents.shiftChanged,
  staffingEvents.shiftCancelled,
  staffingEvents.shiftMissed,
];

const OF_FACILITIES: readonly string[] = [
  staffingEvents.facilityChanged,
  staffingEvents.departmentChanged,
  staffingEvents.rosterPublished,
];

const OF_RESOURCES: readonly string[] = [resourceEvents.outageDeclared, resourceEvents.outageEnded];

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
  readonly types = [...OF_STAFF, ...OF_SHIFTS, ...OF_FACILITIES, staffingEvents.swapApplied, ...OF_RESOURCES, ...OF_APPOINTMENTS];

  constructor(private readonly reviewGrounds: ReviewGrounds) {}

  handle(event: PublishedEvent): Promise<void> {
    return this.handleAll([event]);
  }

  /** All appointments together, since most looks find nothing; whatever concerns more than one of them, one by one. */
  async handleAll(events: readonly PublishedEvent[]): Promise<void> {
    const [ofAppointments, others] = [events.filter(isOfAppointment), events.filter((event) => !isOfAppointment(event))];
    for (const subject of others.flatMap(subjectsOf)) await this.reviewGrounds.execute(subject);
    const appointmentIds = ofAppointments.map(({ aggregateId }) => aggregateId);
    if (appointmentIds.length > 0) await this.reviewGrounds.execute({ appointmentIds });
  }
}

function isOfAppointment({ type }: PublishedEvent): boolean {
  return OF_APPOINTMENTS.includes(type);
}

/** The others are told by what they are about: people, a room or equipment, or a facility. */
function subjectsOf({ type, aggregateId, payload }: PublishedEvent): ReviewGroundsCommand[] {
  const { facilityId, staffId, requesterId, colleagueId } = payload as Partial<Record<string, string>>;
  if (OF_FACILITIES.includes(type)) return [{ facilityId: facilityId! }];
  if (OF_STAFF.includes(type)) return [{ staffId: aggregateId }];
  if (OF_RESOURCES.includes(type)) return [{ resourceId: aggregateId }];
  // In a fixed order, since each waits for its turn.
  const people = [staffId, requesterId, colleagueId].filter((id) => id !== undefined).sort();
  return people.map((id) => ({ staffId: id }));
}
