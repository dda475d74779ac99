export { UndeliverableMessage } from './application/deliver-message.js';
export { NotificationsFacade, type OutgoingMessage } from './notifications.facade.js';
export { type NotificationOptions, NotificationsModule } from './notifications.module.js';
