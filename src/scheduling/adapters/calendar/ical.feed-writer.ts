import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { type CalendarItem, FeedWriter } from '../../application/calendar-feed-ports.js';
import type { FacilityRules } from '../../domain/facility-rules.js';

/** What an appointment is called where its type is not told. */
const BUSY = 'Appointment';

/** iCalendar (RFC 5545), with times in UTC. The same appointments give the same text, so that it can be told from another. */
export class IcalFeedWriter extends FeedWriter {
  override write(items: readonly CalendarItem[], { facilityName, messages }: FacilityRules): string {
    const calendar = ical({
      prodId: { company: 'Aceso', product: 'Appointments', language: 'EN' },
      method: ICalCalendarMethod.PUBLISH,
      name: facilityName,
    });
    for (const { appointmentId, timeVersion, start, end, typeName, createdAt } of items) {
      calendar.createEvent({
        id: `appointment-${appointmentId}@aceso.invalid`,
        sequence: timeVersion - 1,
        start: new Date(start.epochMilliseconds),
        end: new Date(end.epochMilliseconds),
        stamp: new Date(createdAt.epochMilliseconds),
        summary: messages.calendarDetail === 'type' ? typeName : BUSY,
        location: facilityName,
        status: ICalEventStatus.CONFIRMED,
      });
    }
    return calendar.toString();
  }
}
