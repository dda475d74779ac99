import { describeFailure } from '#kernel';
import type { Deliveries, Delivery } from './deliveries.js';
import { batchJobId, EVENT_BATCHES_QUEUE, eventJobId, EVENTS_QUEUE, groupedByBatch, toBatchJob, toEventJob } from './event-jobs.js';
import type { EventSubscriptions } from './event-subscriptions.js';
import type { Queues } from './queues.js';
import type { Courtesy, Report, Timing } from './settings.js';

const FIRST_PAUSE = 250;

/**
 * Moves events from the outbox to the queue. Every worker runs one; one at a time lays out
 * deliveries, and what is claimed is sent after the claim is committed. Whatever goes wrong in
 * between is found later as a delivery that was sent and is not done.
 */
export class OutboxRelay {
  private running?: Promise<void> | undefined;
  private stopped = false;
  private failures = 0;
  private subscribed = false;
  private lookedAfter = 0;
  private woken = false;
  private wakeUp: () => void = () => undefined;

  constructor(
    private readonly deliveries: Deliveries,
    private readonly subscriptions: EventSubscriptions,
    private readonly queues: Queues,
    private readonly timing: Timing,
    private readonly report: Report,
    private readonly courtesy: Courtesy,
  ) {}

  start(): void {
    this.stopped = false;
    this.running ??= this.loop();
  }

  /** Looks at once instead of at the next poll; not while it pauses after a failure. */
  wake(): void {
    this.woken = true;
    if (this.failures === 0) this.wakeUp();
  }

  /** Ends after the round that is under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.wakeUp();
    await this.running;
    this.running = undefined;
  }

  /** One round of everything that is due; true where there is more to do. */
  async round(): Promise<boolean> {
    if (!this.subscribed) await this.deliveries.subscribe(this.subscriptions.pairs());
    this.subscribed = true;
    const { batch } = this.timing;
    const { events, claimed: first } = await this.deliveries.layOut(batch);
    await this.send(first);
    const next = await this.deliveries.claim(batch);
    await this.send(next);
    await this.lookAfterOverdue();
    return events === batch || next.length === batch;
  }

  private async loop(): Promise<void> {
    while (!this.stopped) {
      this.woken = false;
      await this.courtesy();
      const pause = await this.roundAndPause();
      const calledMeanwhile = this.woken && this.failures === 0;
      if (pause > 0 && !calledMeanwhile && !this.stopped) await this.sleep(pause);
    }
  }

  private async roundAndPause(): Promise<number> {
    try {
      const more = await this.round();
      if (this.failures > 0) this.report('outbox relay: works again');
      this.failures = 0;
      return more ? 0 : this.timing.poll;
    } catch (error) {
      if (this.failures === 0) this.report(`outbox relay: pauses after ${describeFailure(error)}`);
      return Math.min(FIRST_PAUSE * 2 ** this.failures++, this.timing.longestPause);
    }
  }

  private async send(claimed: Delivery[]): Promise<void> {
    const groups = groupedByBatch(claimed);
    const together = groups.filter(({ length }) => length > 1);
    try {
      if (together.length > 0) await this.queues.add(EVENT_BATCHES_QUEUE, together.map(toBatchJob));
      await this.sendSingly(groups.filter(({ length }) => length === 1).flat());
    } catch (error) {
      await this.deliveries.release(claimed);
      throw error;
    }
  }

  private async sendSingly(deliveries: Delivery[]): Promise<void> {
    if (deliveries.length > 0) await this.queues.add(EVENTS_QUEUE, deliveries.map(toEventJob));
  }

  /** Finds out what became of deliveries that should long be done. */
  private async lookAfterOverdue(): Promise<void> {
    const { resendAfter, batch } = this.timing;
    if (Date.now() - this.lookedAfter < resendAfter / 4) return;
    this.lookedAfter = Date.now();
    const overdue = await this.deliveries.overdue(resendAfter, batch);
    const lost: Delivery[] = [];
    for (const delivery of overdue) if (await this.isLost(delivery)) lost.push(delivery);
    await this.sendSingly(lost);
  }

  /** True where the queue knows nothing of the delivery any more, so that it has to be sent again. */
  private async isLost(delivery: Delivery): Promise<boolean> {
    const job = await this.queues.find(EVENTS_QUEUE, eventJobId(delivery));
    if (!job) return !(await this.isInOpenBatch(delivery));
    const state = await job.getState();
    if (state === 'failed') await this.deliveries.fail(delivery, 'given up by the queue');
    // Done for the queue but not for us: the database was restored to an earlier state.
    if (state === 'completed') await job.remove();
    return state === 'completed' || state === 'unknown';
  }

  /** True while the batch that the delivery travels in is still to be worked off. */
  private async isInOpenBatch({ batch, subscriber }: Delivery): Promise<boolean> {
    if (batch === undefined) return false;
    const job = await this.queues.find(EVENT_BATCHES_QUEUE, batchJobId({ id: batch, subscriber }));
    if (!job) return false;
    const state = await job.getState();
    return state !== 'completed' && state !== 'failed' && state !== 'unknown';
  }

  private async sleep(milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wakeUp = () => undefined;
  }
}
