import ical, { ICalAttendeeRole, ICalAttendeeStatus, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { CalendarWriter } from '../../application/ports.js';
import type { CalendarEntry } from '../../notifications.facade.js';

/**
 * iCalendar for invitations by e-mail (iMIP, RFC 6047). Times are in UTC, which every calendar program understands and
 * shows in its reader's zone; a VTIMEZONE would have to be written and kept up to date, and some programs ignore it.
 */
export class IcalCalendarWriter extends CalendarWriter {
  /** @param organizer the address that mail comes from, as the programs want it to be the same */
  constructor(
    private readonly organizer: { name: string; email: string },
    private readonly now: () => Temporal.Instant,
  ) {
    super();
  }

  override invitation({ method, uid, sequence, start, end, location }: CalendarEntry, title: string, attendee: string): string {
    const cancelled = method === 'CANCEL';
    const calendar = ical({
      prodId: { company: 'Aceso', product: 'Appointments', language: 'EN' },
      method: cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST,
    });
    const { REQ: role } = ICalAttendeeRole;
    calendar.createEvent({
      id: uid,
      sequence,
      start: new Date(start),
      end: new Date(end),
      stamp: new Date(this.now().epochMilliseconds),
      summary: title,
      location: location ?? null,
      status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      organizer: this.organizer,
      attendees: [{ email: attendee, role, status: ICalAttendeeStatus.ACCEPTED, rsvp: false }],
    });
    return calendar.toString();
  }
}
