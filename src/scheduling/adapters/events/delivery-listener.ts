import type { EventSubscriber, PublishedEvent } from '#messaging';
import { deliveryEvents, type DeliveryFact } from '../../../notifications/index.js';
import type { SettleByReceipt } from '../../application/settle-by-receipt.js';
import { reminderIdIn } from '../../domain/reminder.js';

/** Hears what providers say of reminders that they had taken. */
export class DeliveryListener implements EventSubscriber {
  readonly name = 'scheduling.settle-by-receipt';
  readonly types = [deliveryEvents.delivered, deliveryEvents.bounced];

  constructor(private readonly settle: SettleByReceipt) {}

  async handle({ type, payload }: PublishedEvent): Promise<void> {
    const reminderId = reminderIdIn((payload as unknown as DeliveryFact).key);
    if (reminderId !== undefined) await this.settle.execute({ reminderId, arrived: type === deliveryEvents.delivered });
  }
}
