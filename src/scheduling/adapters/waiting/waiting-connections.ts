import type { EventSubscriptions, JobProcessors } from '#messaging';
import type { OfferFreedTime } from '../../application/offer-freed-time.js';
import type { FacilityCalendar } from '../../application/ports.js';
import type { SettleOffer } from '../../application/settle-offer.js';
import type { SweepWaitList } from '../../application/sweep-wait-list.js';
import { WaitListListener } from '../events/wait-list-listener.js';
import { WaitListProcessor } from '../jobs/wait-list.processor.js';

/** Hears of times that are given back, and looks after the wait-list. */
export class WaitingConnections {
  constructor(
    subscriptions: EventSubscriptions,
    processors: JobProcessors,
    settleOffer: SettleOffer,
    offerFreedTime: OfferFreedTime,
    facilities: FacilityCalendar,
    sweepWaitList: SweepWaitList,
  ) {
    subscriptions.add(new WaitListListener(settleOffer, offerFreedTime, facilities));
    processors.add(new WaitListProcessor(sweepWaitList));
  }
}
