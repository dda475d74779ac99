import type { Deliveries } from './deliveries.js';
import type { Queues } from './queues.js';

/** How long the work of one queue has been waiting. */
export interface WaitingWork {
  queue: string;
  /** Jobs that could run now. */
  waiting: number;
  failed: number;
  /** Seconds for which the oldest of them has been waiting. */
  oldestSeconds: number;
}

/**
 * Tells whether work gets done, by the age of what is due: a worker that says it runs may be dead.
 */
export class Watchdog {
  constructor(
    private readonly deliveries: Deliveries,
    private readonly queues: Queues,
  ) {}

  /** Seconds since the oldest event was recorded that is not yet delivered to everybody. */
  async oldestDueOutboxAge(): Promise<number> {
    return this.deliveries.oldestDueAge();
  }

  /** Deliveries that failed for good and wait for a person. */
  async failedDeliveries(): Promise<number> {
    return this.deliveries.failedCount();
  }

  /** @throws where the store of the queues is away */
  async oldestWaitingWork(): Promise<WaitingWork[]> {
    return Promise.all(this.queues.all().map(({ name }) => this.waitingIn(name)));
  }

  private async waitingIn(name: string): Promise<WaitingWork> {
    const now = Date.now();
    return this.queues.ask(name, async (queue) => {
      const counts = await queue.getJobCounts('waiting', 'prioritized', 'failed');
      const [oldest] = await queue.getJobs(['waiting'], 0, 0, true);
      const [nextDelayed] = await queue.getJobs(['delayed'], 0, 0, true);
      const since = [oldest, nextDelayed].filter((job) => job !== undefined).map((job) => job.timestamp + (job.delay ?? 0));
      const oldestSeconds = Math.max(0, ...since.map((time) => (now - time) / 1_000));
      const { waiting = 0, prioritized = 0, failed = 0 } = counts;
      return { queue: name, waiting: waiting + prioritized, failed, oldestSeconds };
    });
  }
}
