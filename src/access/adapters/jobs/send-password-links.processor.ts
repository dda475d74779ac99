import { JobProcessor, type Queues, type Schedule } from '#messaging';
import { PasswordMailBell } from '../../application/password-link-ports.js';
import type { SendPasswordLinks } from '../../application/send-password-links.js';

const QUEUE = 'access.password-links';

/** Soon after somebody asks, and every half a minute for what was missed. */
export class SendPasswordLinksProcessor extends JobProcessor {
  override readonly queue = QUEUE;
  override readonly schedules: readonly Schedule[] = [{ id: 'sweep', every: 30_000 }];

  constructor(private readonly sendPasswordLinks: SendPasswordLinks) {
    super();
  }

  override process(): Promise<void> {
    return this.sendPasswordLinks.execute();
  }
}

/** Milliseconds: the transaction around a request that rings ends a moment later. */
const A_MOMENT = 250;

/** Wakes that processor. Nobody waits for the queue: where it is away, the sweep finds the request. */
export class QueuedPasswordMailBell extends PasswordMailBell {
  constructor(private readonly queues: Queues) {
    super();
  }

  override ring(): void {
    this.queues.add(QUEUE, [{ name: 'wake', data: {}, delay: A_MOMENT }]).catch(() => undefined);
  }
}
