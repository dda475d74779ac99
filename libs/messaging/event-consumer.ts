import { DelayedError } from 'bullmq';
import { type Actor, describeFailure, presentable, type UnitOfWork } from '#kernel';
import { acting } from '#persistence';
import type { Deliveries } from './deliveries.js';
import { EVENTS_QUEUE, fromBatchJob, fromEventJob, toEventJob } from './event-jobs.js';
import type { EventSubscriber, EventSubscriptions, PublishedEvent } from './event-subscriptions.js';
import { isOutage } from './failure.js';
import type { QueuedJob, Queues } from './queues.js';

/** Milliseconds before a job is looked at again that can't be handled here and now. */
const POSTPONED_FOR = 2_000;
/** Events of one batch that are handled at the same time, each in a transaction of its own. */
const SINGLY_AT_A_TIME = 5;

/**
 * Hands events to their subscribers, each with its effect once. Tells the relay beside it when that
 * freed the next event of an aggregate.
 */
export class EventConsumer {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly deliveries: Deliveries,
    private readonly subscriptions: EventSubscriptions,
    private readonly queues: Queues,
    private readonly onNextFree: () => void,
  ) {}

  async process(job: QueuedJob, token?: string): Promise<void> {
    const delivery = fromEventJob(job.data);
    const subscriber = this.subscriptions.named(delivery.subscriber);
    // While versions change, a job can meet a worker that does not know its subscriber yet. It is over
    // for the queue then but stays open for us, so the relay sends it again, and others get their turn.
    if (!subscriber) return;
    try {
      const actor = actorFor(subscriber, delivery.requestId);
      await this.deliver(actor, subscriber, [delivery.eventId], async ([event]) => subscriber.handle(event!));
    } catch (error) {
      if (isOutage(error)) return postpone(job, token);
      if (isLastAttempt(job)) await this.deliveries.fail(delivery, describeFailure(error));
      throw presentable(error);
    }
  }

  /** Many events at once; what fails is sent one by one, so that one that is poison stops nobody else. */
  async processBatch(job: QueuedJob, token?: string): Promise<void> {
    const { subscriber: name, eventIds } = fromBatchJob(job.data);
    const subscriber = this.subscriptions.named(name);
    if (!subscriber) return;
    const failed = await this.deliverMany(subscriber, eventIds);
    if (failed.some(({ error }) => isOutage(error))) return postpone(job, token);
    const again = failed.flatMap(({ eventIds: those }) => those.map((eventId) => toEventJob({ eventId, subscriber: name })));
    if (again.length > 0) await this.queues.add(EVENTS_QUEUE, again);
  }

  /** In one transaction where the subscriber is made for it, else in one for each event, a few at a time. */
  private async deliverMany(subscriber: EventSubscriber, eventIds: readonly string[]): Promise<Failed[]> {
    const actor = actorFor(subscriber);
    const failed: Failed[] = [];
    const deliver = (those: readonly string[], handle: Handle): Promise<void> =>
      this.deliver(actor, subscriber, those, handle).catch((error: unknown) => void failed.push({ eventIds: those, error }));
    if (subscriber.handleAll) await deliver(eventIds, async (events) => subscriber.handleAll!(events));
    else {
      const handleOne: Handle = async ([event]) => acting.as(actorFor(subscriber, event!.requestId), () => subscriber.handle(event!));
      const waiting = [...eventIds];
      const work = async (): Promise<void> => {
        for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) await deliver([id], handleOne);
      };
      await Promise.all(Array.from({ length: SINGLY_AT_A_TIME }, work));
    }
    return failed;
  }

  private async deliver(actor: Actor, subscriber: EventSubscriber, eventIds: readonly string[], handle: Handle): Promise<void> {
    const followed = await acting.as(actor, () => this.unitOfWork.run(() => this.takeAndHandle(subscriber, eventIds, handle)));
    if (followed) this.onNextFree();
  }

  private async takeAndHandle(subscriber: EventSubscriber, eventIds: readonly string[], handle: Handle): Promise<boolean> {
    const { events, followed } = await this.deliveries.take(subscriber.name, eventIds);
    // A subscriber that lost interest since the event was laid out is done with it.
    const wanted = events.filter(({ type }) => subscriber.types.includes(type));
    if (wanted.length > 0) await handle(wanted);
    return followed;
  }
}

/** Events that could not be handled, alone or together. */
interface Failed {
  eventIds: readonly string[];
  error: unknown;
}

type Handle = (events: readonly PublishedEvent[]) => Promise<void>;

/** A subscriber acts for the request that caused the event, where that is one. */
function actorFor({ name }: EventSubscriber, requestId?: string): Actor {
  return { kind: 'system', id: name, ...(requestId === undefined ? {} : { requestId }) };
}

function isLastAttempt(job: QueuedJob): boolean {
  return job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
}

async function postpone(job: QueuedJob, token?: string): Promise<never> {
  await job.moveToDelayed(Date.now() + POSTPONED_FOR, token);
  throw new DelayedError();
}
