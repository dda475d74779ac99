import type { EventSubscriber, PublishedEvent } from '#messaging';
import type { OfferFreedTime } from '../../application/offer-freed-time.js';
import type { FacilityCalendar } from '../../application/ports.js';
import type { SettleOffers } from '../../application/settle-offers.js';
import { appointmentEvents, type AppointmentFact, type AppointmentMoved } from '../../domain/appointment-events.js';
import { localDay } from '../../domain/facility-rules.js';

/** A time that was given back is offered to the next who waits for one; an offer follows the appointment that holds its time. */
export class WaitListListener implements EventSubscriber {
  readonly name = 'scheduling.offer-freed-times';
  readonly types = [
    appointmentEvents.rescheduled,
    appointmentEvents.cancelled,
    appointmentEvents.expired,
    appointmentEvents.voided,
  ];

  constructor(
    private readonly settleOffers: SettleOffers,
    private readonly offerFreedTime: OfferFreedTime,
    private readonly facilities: FacilityCalendar,
  ) {}

  async handle({ type, payload }: PublishedEvent): Promise<void> {
    const fact = payload as unknown as AppointmentMoved;
    if (type !== appointmentEvents.rescheduled) await this.settleOffers.execute({ appointmentIds: [fact.appointmentId] });
    await this.offer(fact);
  }

  private async offer({ facilityId, appointmentTypeId, patientId, ...fact }: AppointmentFact & Partial<AppointmentMoved>): Promise<void> {
    const start = Temporal.Instant.from(fact.previousStart ?? fact.start);
    const { timeZone } = await this.facilities.rulesOf(facilityId);
    const staffId = fact.previousStaffId ?? fact.staffId;
    await this.offerFreedTime.execute({
      ...{ facilityId, appointmentTypeId, staffId, start, givenBackBy: patientId },
      day: localDay(start, timeZone),
    });
  }
}
