import { type Clock, NotFound } from '#kernel';
import type { CalendarLinks } from '../domain/calendar-links.js';
import type { CalendarItems, FeedAddresses, FeedWriter } from './calendar-feed-ports.js';
import type { FacilityCalendar } from './ports.js';

/** Days of a practitioner's calendar that are shown, before and after now. */
const BACK = 30;
const AHEAD = 365;

/** A practitioner's appointments for a calendar program that has a link which counts. */
export class ReadCalendarFeed {
  constructor(
    private readonly links: CalendarLinks,
    private readonly addresses: FeedAddresses,
    private readonly items: CalendarItems,
    private readonly facilities: FacilityCalendar,
    private readonly writer: FeedWriter,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound where the link is none of ours, another's, or taken back: all look the same */
  async execute({ staffId, token }: { staffId: string; token: string }): Promise<string> {
    const linkId = this.addresses.read(token);
    const link = linkId === undefined ? undefined : await this.links.find(linkId);
    if (!link || link.staffId !== staffId || link.revokedAt) throw new NotFound('calendar');
    const now = this.clock.now();
    const items = await this.items.of(staffId, now.subtract({ hours: BACK * 24 }), now.add({ hours: AHEAD * 24 }));
    return this.writer.write(items, await this.facilities.rulesOf(link.facilityId));
  }
}
