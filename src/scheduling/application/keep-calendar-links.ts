import { type Clock, type Ids, NotFound, type UnitOfWork } from '#kernel';
import { CalendarLink } from '../domain/calendar-link.js';
import type { CalendarLinks } from '../domain/calendar-links.js';
import type { FeedAddresses } from './calendar-feed-ports.js';
import type { DutyRoster } from './ports.js';

/** Whether the caller may look after the links of somebody at a facility. */
type May = (facilityId: string) => boolean;

/** Gives out links to practitioners' calendars, and takes them back. */
export class KeepCalendarLinks {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly links: CalendarLinks,
    private readonly roster: DutyRoster,
    private readonly addresses: FeedAddresses,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound */
  give(staffId: string, may: May): Promise<{ link: CalendarLink; url: string }> {
    return this.unitOfWork.run(async () => {
      const link = new CalendarLink(this.ids.next(), staffId, await this.facilityOf(staffId, may), this.clock.now());
      this.links.add(link);
      return { link, url: this.addresses.of(link) };
    });
  }

  /** @throws NotFound */
  async list(staffId: string, may: May): Promise<CalendarLink[]> {
    await this.facilityOf(staffId, may);
    return this.links.ofStaff(staffId);
  }

  /** @throws NotFound */
  revoke(staffId: string, linkId: string, may: May): Promise<void> {
    return this.unitOfWork.run(async () => {
      await this.facilityOf(staffId, may);
      const link = await this.links.find(linkId);
      if (link?.staffId !== staffId) throw new NotFound('calendar link');
      link.revoke(this.clock.now());
      await this.links.save(link);
    });
  }

  private async facilityOf(staffId: string, may: May): Promise<string> {
    const duty = await this.roster.dutyOf(staffId, this.clock.now());
    if (!duty || !may(duty.facilityId)) throw new NotFound('member of staff');
    return duty.facilityId;
  }
}
