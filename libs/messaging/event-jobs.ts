import type { Delivery } from './deliveries.js';
import type { JobData, NewJob } from './queues.js';

/** The queue through which events travel one by one; a job's name is its subscriber. */
export const EVENTS_QUEUE = 'events';
/**
 * The queue through which events travel many at a time. A queue of its own, since workers of an older version must not meet
 * such jobs.
 */
export const EVENT_BATCHES_QUEUE = 'event-batches';

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

/** Deliveries as they travel: those of one batch together. */
export function groupedByBatch(deliveries: readonly Delivery[]): Delivery[][] {
  return [...Map.groupBy(deliveries, ({ subscriber, batch }) => `${subscriber}.${batch}`).values()];
}

/** A batch is tried once: what fails is then sent one by one, each with tries of its own. */
export function toBatchJob(deliveries: readonly Delivery[]): NewJob {
  const [{ subscriber, eventId, batch: id = eventId }] = deliveries as [Delivery];
  const eventIds = deliveries.map((each) => each.eventId).join();
  return { id: batchJobId({ id, subscriber }), name: subscriber, data: { id, subscriber, eventIds }, attempts: 1 };
}

export function fromBatchJob({ id = '', subscriber = '', eventIds = '' }: JobData): Batch {
  return { id, subscriber, eventIds: eventIds.split(',') };
}
