import { DeadLetterProcessor, type Queues } from '#messaging';
import type { ReplayMessage } from '../../application/replay-message.js';
import { DeadLetters } from '../../application/ports.js';

const QUEUE = 'notifications.dead-messages';

/** Dead messages as failed jobs: to retry one on the dashboard is to have it sent once more. */
export class DeadMessagesProcessor extends DeadLetterProcessor {
  override readonly queue = QUEUE;

  constructor(private readonly replayMessage: ReplayMessage) {
    super();
  }

  protected override async replay(messageId: string): Promise<void> {
    await this.replayMessage.execute({ messageId });
  }
}

export class JobDeadLetters extends DeadLetters {
  constructor(private readonly queues: Queues) {
    super();
  }

  override async show(messageIds: readonly string[]): Promise<void> {
    await this.queues.add(QUEUE, DeadLetterProcessor.jobsFor(messageIds));
  }
}
