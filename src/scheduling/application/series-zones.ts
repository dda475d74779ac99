import { NotFound, reachesFacility, type RowScope } from '#kernel';
import type { Calendar, FacilityCalendar } from './ports.js';

/** Where a type of appointment is offered, and what time it is there. */
export class SeriesZones {
  constructor(
    private readonly calendar: Calendar,
    private readonly facilities: FacilityCalendar,
  ) {}

  /** @throws NotFound where there is no such type, or none within the scope */
  async of(appointmentTypeId: string, scope: RowScope): Promise<{ facilityId: string; timeZone: string }> {
    const { offer } = await this.calendar.offer(appointmentTypeId);
    if (!reachesFacility(scope, offer.facilityId)) throw new NotFound('appointment type');
    const { timeZone } = await this.facilities.rulesOf(offer.facilityId);
    return { facilityId: offer.facilityId, timeZone };
  }
}
