import { JobProcessor, type Queues, type WorkItem } from '#messaging';
import { ReminderQueue } from '../../application/ports.js';
import type { SendReminder } from '../../application/send-reminder.js';

const QUEUE = 'scheduling.reminders';

/** Sends one reminder per job, several at a time: a slow recipient does not keep the others waiting. */
export class SendReminderProcessor extends JobProcessor {
  override readonly queue = QUEUE;
  override readonly concurrency = 5;

  constructor(private readonly sendReminder: SendReminder) {
    super();
  }

  override process({ data }: WorkItem): Promise<void> {
    return this.sendReminder.execute({ reminderId: data['reminderId'] ?? '' });
  }
}

/** Hands reminders over to that processor. */
export class JobReminderQueue extends ReminderQueue {
  constructor(private readonly queues: Queues) {
    super();
  }

  override async enqueue(reminderIds: readonly string[], claimedAt: Temporal.Instant): Promise<void> {
    const claim = claimedAt.epochMilliseconds;
    await this.queues.add(
      QUEUE,
      reminderIds.map((reminderId) => ({ name: 'send', id: `${reminderId}.${claim}`, data: { reminderId } })),
    );
  }
}
