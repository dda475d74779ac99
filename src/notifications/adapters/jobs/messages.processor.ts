import { JobProcessor } from '#messaging';
import type { KeepDeliveriesTidy } from '../../application/keep-deliveries-tidy.js';
import type { SendDueMessages } from '../../application/send-due-messages.js';

/** Sends what was requested, as soon as it is due. */
export class SendMessagesProcessor extends JobProcessor {
  override readonly queue = 'notifications.messages';
  override readonly schedules = [{ id: 'send', every: 5_000 }];

  constructor(private readonly sendDueMessages: SendDueMessages) {
    super();
  }

  override async process(): Promise<void> {
    await this.sendDueMessages.execute();
  }
}

/** Looks after attempts that never ended, and forgets receipts. */
export class DeliveriesUpkeepProcessor extends JobProcessor {
  override readonly queue = 'notifications.upkeep';
  override readonly schedules = [{ id: 'tidy', every: 60_000 }];

  constructor(private readonly keepTidy: KeepDeliveriesTidy) {
    super();
  }

  override process(): Promise<void> {
    return this.keepTidy.execute();
  }
}
