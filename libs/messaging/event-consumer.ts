import { DelayedError } from 'bullmq';
import type { Actor, UnitOfWork } from '#kernel';
import { acting } from '#persistence';
import type { Deliveries, Delivery } from './deliveries.js';
import { fromEventJob } from './event-jobs.js';
import type { EventSubscriber, EventSubscriptions } from './event-subscriptions.js';
import { describeFailure, isOutage, presentable } from './failure.js';
import type { QueuedJob } from './queues.js';

/** Milliseconds before a job is looked at again that can't be handled here and now. */
const POSTPONED_FOR = 2_000;

/**
 * Hands events to their subscribers, each with its effect once. Tells the relay beside it when that
 * freed the next event of an aggregate.
 */
export class EventConsumer {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly deliveries: Deliveries,
    private readonly subscriptions: EventSubscriptions,
    private readonly onNextFree: () => void,
  ) {}

  async process(job: QueuedJob, token?: string): Promise<void> {
    const delivery = fromEventJob(job.data);
    const subscriber = this.subscriptions.named(delivery.subscriber);
    // While versions change, a job can meet a worker that does not know its subscriber yet. It is over
    // for the queue then but stays open for us, so the relay sends it again, and others get their turn.
    if (!subscriber) return;
    try {
      await this.deliver(delivery, subscriber);
    } catch (error) {
      if (isOutage(error)) return postpone(job, token);
      if (isLastAttempt(job)) await this.deliveries.fail(delivery, describeFailure(error));
      throw presentable(error);
    }
  }

  private async deliver(delivery: Delivery, subscriber: EventSubscriber): Promise<void> {
    const { requestId } = delivery;
    const actor: Actor = { kind: 'system', id: subscriber.name, ...(requestId === undefined ? {} : { requestId }) };
    const followed = await acting.as(actor, () => this.unitOfWork.run(() => this.takeAndHandle(delivery, subscriber)));
    if (followed) this.onNextFree();
  }

  private async takeAndHandle(delivery: Delivery, subscriber: EventSubscriber): Promise<boolean> {
    const taken = await this.deliveries.take(delivery);
    if (!taken) return false;
    // A subscriber that lost interest since the event was laid out is done with it.
    if (subscriber.types.includes(taken.event.type)) await subscriber.handle(taken.event);
    return taken.followed;
  }
}

function isLastAttempt(job: QueuedJob): boolean {
  return job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
}

async function postpone(job: QueuedJob, token?: string): Promise<never> {
  await job.moveToDelayed(Date.now() + POSTPONED_FOR, token);
  throw new DelayedError();
}
