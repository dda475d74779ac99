import type { NotificationsFacade } from '../../../notifications/index.js';
import { type ReminderMessage, ReminderSender } from '../../application/ports.js';

export class NotificationsReminderSender extends ReminderSender {
  constructor(private readonly notifications: NotificationsFacade) {
    super();
  }

  override send(message: ReminderMessage): Promise<void> {
    return this.notifications.deliver({ kind: 'appointment-reminder', ...message });
  }
}
