import { DeadLetterProcessor, JobProcessor, type Queues, type WorkItem } from '#messaging';
import { DeadReminders, ReminderQueue } from '../../application/ports.js';
import type { ReplayReminder } from '../../application/replay-reminder.js';
import type { SendReminders } from '../../application/send-reminders.js';

/** Not the queue of the versions that sent one reminder per job, since they must not meet these. */
const QUEUE = 'scheduling.reminder-batches';
const DEAD = 'scheduling.dead-reminders';
/** Reminders of one job. */
const BATCH_SIZE = 100;
/** What may wait: at ten a second, which is slow, it is sent before its lease ends. */
const MOST_WAITING = 3_000;

/** Sends the reminders of a job together. */
export class SendRemindersProcessor extends JobProcessor {
  override readonly queue = QUEUE;
  override readonly concurrency = 2;

  constructor(private readonly sendReminders: SendReminders) {
    super();
  }

  override process({ data }: WorkItem): Promise<void> {
    return this.sendReminders.execute({ reminderIds: (data['reminderIds'] ?? '').split(',') });
  }
}

/** Hands reminders over to that processor. */
export class JobReminderQueue extends ReminderQueue {
  constructor(private readonly queues: Queues) {
    super();
  }

  override async enqueue(reminderIds: readonly string[], claimedAt: Temporal.Instant): Promise<void> {
    const starts = reminderIds.filter((_, index) => index % BATCH_SIZE === 0);
    const jobs = starts.map((first, index) => {
      const ids = reminderIds.slice(index * BATCH_SIZE, (index + 1) * BATCH_SIZE);
      return { name: 'send', id: `${first}.${claimedAt.epochMilliseconds}`, data: { reminderIds: ids.join() } };
    });
    await this.queues.add(QUEUE, jobs);
  }

  override async room(): Promise<number> {
    const waiting = await this.queues.ask(QUEUE, (queue) => queue.getWaitingCount());
    return MOST_WAITING - waiting * BATCH_SIZE;
  }
}

/** Dead reminders as failed jobs: to retry one on the dashboard is to have it sent once more. */
export class DeadRemindersProcessor extends DeadLetterProcessor {
  override readonly queue = DEAD;

  constructor(private readonly replayReminder: ReplayReminder) {
    super();
  }

  protected override async replay(reminderId: string): Promise<void> {
    await this.replayReminder.execute({ reminderId });
  }
}

export class JobDeadReminders extends DeadReminders {
  constructor(private readonly queues: Queues) {
    super();
  }

  override async show(reminderIds: readonly string[]): Promise<void> {
    await this.queues.add(DEAD, DeadLetterProcessor.jobsFor(reminderIds));
  }
}
