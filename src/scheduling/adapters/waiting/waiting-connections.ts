import type { EventSubscriptions, JobProcessors } from '#messaging';
import type { OfferFreedTime } from '../../application/offer-freed-time.js';
import type { FacilityCalendar } from '../../application/ports.js';
import type { SettleOffers } from '../../application/settle-offers.js';
import type { SweepWaitList } from '../../application/sweep-wait-list.js';
import { OfferSettler } from '../events/offer-settler.js';
import { WaitListListener } from '../events/wait-list-listener.js';
import { WaitListProcessor } from '../jobs/wait-list.processor.js';

/** Hears of times that are given back, and looks after the wait-list. */
export class WaitingConnections {
  constructor(
    subscriptions: EventSubscriptions,
    processors: JobProcessors,
    settleOffers: SettleOffers,
    offerFreedTime: OfferFreedTime,
    facilities: FacilityCalendar,
    sweepWaitList: SweepWaitList,
  ) {
    subscriptions.add(new OfferSettler(settleOffers));
    subscriptions.add(new WaitListListener(settleOffers, offerFreedTime, facilities));
    processors.add(new WaitListProcessor(sweepWaitList));
  }
}
