export {
  type Address,
  type AddressedOrder,
  type CalendarEntry,
  type Channel,
  type DeliveryOutcome,
  type MessageData,
  type MessageKind,
  type MessageOrder,
  type Moment,
  NotificationsFacade,
  type RequestedMessage,
} from './notifications.facade.js';
export { messageHoldings } from './adapters/persistence/message-holdings.js';
export { deliveryEvents, type DeliveryFact } from './notifications.events.js';
export { type NotificationOptions, NotificationsModule } from './notifications.module.js';
