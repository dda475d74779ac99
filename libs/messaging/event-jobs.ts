import type { Delivery } from './deliveries.js';
import type { JobData, NewJob } from './queues.js';

/** The one queue through which all events travel; a job's name is its subscriber. */
export const EVENTS_QUEUE = 'events';

export function eventJobId({ eventId, subscriber }: Delivery): string {
  return `${subscriber}.${eventId}`;
}

export function toEventJob(delivery: Delivery): NewJob {
  const { eventId, subscriber, requestId } = delivery;
  return { id: eventJobId(delivery), name: subscriber, data: { eventId, subscriber, ...(requestId === undefined ? {} : { requestId }) } };
}

export function fromEventJob({ eventId = '', subscriber = '', requestId }: JobData): Delivery {
  return { eventId, subscriber, ...(requestId === undefined ? {} : { requestId }) };
}
