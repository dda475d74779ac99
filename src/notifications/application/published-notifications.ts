import { type AddressedOrder, type DeliveryOutcome, NotificationsFacade, type RequestedMessage } from '../notifications.facade.js';
import type { ComposeMessages } from './compose-messages.js';
import type { DeliverMessages } from './deliver-messages.js';
import type { RequestMessage } from './request-message.js';

/** What other contexts may ask for, over the use cases. */
export class PublishedNotifications extends NotificationsFacade {
  constructor(
    private readonly deliverMessages: DeliverMessages,
    private readonly compose: ComposeMessages,
    private readonly requestMessage: RequestMessage,
  ) {
    super();
  }

  override async deliverAll(orders: readonly AddressedOrder[]): Promise<DeliveryOutcome[]> {
    return this.deliverMessages.execute(await this.compose.execute(orders));
  }

  override request(message: RequestedMessage): void {
    this.requestMessage.execute(message);
  }
}
