/** An event as a subscriber receives it: at least once on the wire, once in effect. */
export interface PublishedEvent<Payload extends object = Record<string, unknown>> {
  id: string;
  /** Context, past tense and version: `scheduling.appointment-booked.v1`. */
  type: string;
  aggregateId: string;
  payload: Payload;
  occurredAt: Temporal.Instant;
  /** The request that caused it, to follow one cause through logs and audit. */
  requestId?: string;
}

/**
 * Reacts to events. `handle` runs inside the unit of work that also marks the delivery done, so its
 * effect happens once; it must do nothing remote. Events of one aggregate arrive one after the other
 * in the order in which they were recorded, except that one which failed for good is passed over: when
 * it is retried by hand, it arrives late. A handler therefore looks at the present state and takes
 * the event as the reason to look.
 */
export interface EventSubscriber {
  /** Stable, kebab-case, with its context in front: `scheduling.plan-reminders`. It is stored: never rename it. */
  readonly name: string;
  readonly types: readonly string[];
  handle(event: PublishedEvent): Promise<void>;
  /**
   * Where there is one, events of different aggregates may come many at a time, all in one unit of work: it is for
   * subscribers that save by reading and writing for many at once. Where it fails, each of the events is handled by itself.
   * Without one, each event has a unit of work of its own, whether it came alone or with others.
   */
  handleAll?(events: readonly PublishedEvent[]): Promise<void>;
}

const NAME = /^[a-z0-9]+([.-][a-z0-9]+)*$/;

/** Who reacts to what. Module files add their subscribers before the worker starts. */
export class EventSubscriptions {
  private readonly subscribers = new Map<string, EventSubscriber>();

  add(subscriber: EventSubscriber): void {
    if (!NAME.test(subscriber.name)) throw new Error(`"${subscriber.name}" is no name for a subscriber.`);
    if (this.subscribers.has(subscriber.name)) throw new Error(`There are two subscribers named "${subscriber.name}".`);
    this.subscribers.set(subscriber.name, subscriber);
  }

  named(name: string): EventSubscriber | undefined {
    return this.subscribers.get(name);
  }

  pairs(): { subscriber: string; type: string }[] {
    return [...this.subscribers.values()].flatMap(({ name, types }) => types.map((type) => ({ subscriber: name, type })));
  }
}
