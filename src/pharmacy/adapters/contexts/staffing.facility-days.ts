import { NotFound } from '#kernel';
import type { StaffingFacade } from '../../../staffing/index.js';
import { FacilityDays, ReservationRules } from '../../application/stock-ports.js';

/** The day of a facility, by the zone that staffing knows. */
export class StaffingFacilityDays extends FacilityDays {
  constructor(private readonly staffing: StaffingFacade) {
    super();
  }

  override async on(facilityId: string, at: Temporal.Instant): Promise<Temporal.PlainDate> {
    const facility = await this.staffing.facility(facilityId);
    if (!facility) throw new NotFound('facility');
    return dayIn(facility.timeZone, at);
  }

  override async everywhere(at: Temporal.Instant): Promise<ReadonlyMap<string, Temporal.PlainDate>> {
    return new Map((await this.staffing.facilities()).map(({ id, timeZone }) => [id, dayIn(timeZone, at)]));
  }
}

/** How long stock is held, by the facility's settings. */
export class StaffingReservationRules extends ReservationRules {
  constructor(private readonly staffing: StaffingFacade) {
    super();
  }

  override async from(facilityId: string, now: Temporal.Instant): Promise<{ today: Temporal.PlainDate; until: Temporal.Instant }> {
    const facility = await this.staffing.facility(facilityId);
    if (!facility) throw new NotFound('facility');
    const { timeZone, settings } = facility;
    return { today: dayIn(timeZone, now), until: now.add({ hours: settings.pharmacy.reservationHours }) };
  }
}

function dayIn(timeZone: string, at: Temporal.Instant): Temporal.PlainDate {
  return at.toZonedDateTimeISO(timeZone).toPlainDate();
}
