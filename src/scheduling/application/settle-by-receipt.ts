import type { Clock, Ids, UnitOfWork } from '#kernel';
import { fallbackOf } from '../domain/reminder-sending.js';
import type { Reminder } from '../domain/reminder.js';
import type { Reminders } from '../domain/reminders.js';
import type { ReminderSituations } from './reminder-situations.js';

export interface SettleByReceiptCommand {
  reminderId: string;
  arrived: boolean;
}

/** Settles a reminder by what its provider said afterwards; one that did not arrive goes on by the next channel. */
export class SettleByReceipt {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reminders: Reminders,
    private readonly situations: ReminderSituations,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  execute({ reminderId, arrived }: SettleByReceiptCommand): Promise<void> {
    return this.unitOfWork.run(async () => {
      const [reminder] = await this.reminders.lock([reminderId]);
      if (!reminder) return;
      const { status } = reminder;
      if (arrived && (status === 'sending' || status === 'sent' || status === 'failed' || status === 'dead')) reminder.markDelivered();
      if (!arrived && status === 'sent') await this.goOn(reminder);
    });
  }

  private async goOn(reminder: Reminder): Promise<void> {
    reminder.bounce('undelivered');
    const situations = await this.situations.ofReminders([reminder]);
    const { appointment, reach } = situations.get(reminder.appointmentId)!;
    const next = fallbackOf(reminder, appointment, reach, this.clock.now(), this.ids.next());
    if (next) this.reminders.addIfAbsent(next);
  }
}
