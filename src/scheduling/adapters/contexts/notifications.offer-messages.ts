import type { NotificationsFacade } from '../../../notifications/index.js';
import { type OfferMessage, OfferMessages } from '../../application/wait-list-ports.js';

/** Offers as requested messages: one for each offer, whatever happens. */
export class NotificationsOfferMessages extends OfferMessages {
  constructor(private readonly notifications: NotificationsFacade) {
    super();
  }

  override request({ offerId, when, facility, expiresAt, link, ...message }: OfferMessage): void {
    const data = { when, facility, expiresAt, link };
    this.notifications.request({ key: `wait-list-offer.${offerId}`, kind: 'wait-list-offer', ...message, data });
  }
}
