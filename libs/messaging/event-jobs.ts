import type { Delivery } from './deliveries.js';
import type { JobData, NewJob } from './queues.js';

/** The queue through which events travel one by one; a job's name is its subscriber. */
export const EVENTS_QUEUE = 'events';
/**
 * The queue through which events travel many at a time. A queue of its own, since workers of an older version must not meet
 * such jobs.
 */
export const EVENT_BATCHES_QUEUE = 'event-batches';
/** Events of one batch. */
const BATCH_SIZE = 100;

/** Events on their way to one subscriber together. */
export interface Batch {
  id: string;
  subscriber: string;
  eventIds: readonly string[];
}

export function eventJobId({ eventId, subscriber }: Delivery): string {
  return `${subscriber}.${eventId}`;
}

export function batchJobId({ id, subscriber }: Pick<Batch, 'id' | 'subscriber'>): string {
  return `${subscriber}.${id}`;
}

export function toEventJob(delivery: Delivery): NewJob {
  const { eventId, subscriber, requestId } = delivery;
  return { id: eventJobId(delivery), name: subscriber, data: { eventId, subscriber, ...(requestId === undefined ? {} : { requestId }) } };
}

export function fromEventJob({ eventId = '', subscriber = '', requestId }: JobData): Delivery {
  return { eventId, subscriber, ...(requestId === undefined ? {} : { requestId }) };
}

/** Puts deliveries together, those to one subscriber in batches that are named after the first event. */
export function toBatches(deliveries: readonly Delivery[]): Batch[] {
  const bySubscriber = Map.groupBy(deliveries, ({ subscriber }) => subscriber);
  return [...bySubscriber].flatMap(([subscriber, all]) => {
    const eventIds = all.map(({ eventId }) => eventId);
    const starts = eventIds.filter((_, index) => index % BATCH_SIZE === 0);
    return starts.map((id, index) => ({ id, subscriber, eventIds: eventIds.slice(index * BATCH_SIZE, (index + 1) * BATCH_SIZE) }));
  });
}

/** A batch is tried once: what fails is then sent one by one, each with tries of its own. */
export function toBatchJob(batch: Batch): NewJob {
  const { id, subscriber, eventIds } = batch;
  return { id: batchJobId(batch), name: subscriber, data: { id, subscriber, eventIds: eventIds.join() }, attempts: 1 };
}

export function fromBatchJob({ id = '', subscriber = '', eventIds = '' }: JobData): Batch {
  return { id, subscriber, eventIds: eventIds.split(',') };
}
