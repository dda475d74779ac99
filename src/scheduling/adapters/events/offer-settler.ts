import type { EventSubscriber, PublishedEvent } from '#messaging';
import type { SettleOffers } from '../../application/settle-offers.js';
import { appointmentEvents, type AppointmentFact } from '../../domain/appointment-events.js';

/**
 * A hold that became a booking may be that of an offer, which is accepted then. Apart from times that are given back, which
 * are offered one by one: most bookings are nobody's offer, and one look is enough for many of them.
 */
export class OfferSettler implements EventSubscriber {
  readonly name = 'scheduling.settle-offers';
  readonly types = [appointmentEvents.booked];

  constructor(private readonly settleOffers: SettleOffers) {}

  handle(event: PublishedEvent): Promise<void> {
    return this.handleAll([event]);
  }

  handleAll(events: readonly PublishedEvent[]): Promise<void> {
    const appointmentIds = events.map(({ payload }) => (payload as unknown as AppointmentFact).appointmentId);
    return this.settleOffers.execute({ appointmentIds });
  }
}
