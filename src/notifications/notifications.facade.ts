import type { Channel } from './domain/channel.js';
import type { CalendarEntry } from './domain/calendar-entry.js';
import type { MessageKind, MessageData } from './domain/message-kinds.js';

export type { CalendarEntry } from './domain/calendar-entry.js';
export type { Channel } from './domain/channel.js';
export type { MessageData, MessageKind, Moment } from './domain/message-kinds.js';

/** What is to be said, in words that the templates of its kind choose. */
export interface MessageOrder {
  /** Stable over every attempt at the same message, and unique among all messages. */
  key: string;
  kind: MessageKind;
  /** Whose templates count; without it the built-in ones. */
  facilityId?: string;
  /** BCP 47 tags in order of preference: the reader's, the facility's. English comes last by itself. */
  languages: readonly (string | undefined)[];
  data: MessageData;
  calendar?: CalendarEntry;
}

/** An address of a recipient. */
export interface Address {
  channel: Channel;
  to: string;
}

/** An order to be carried out now. */
export type AddressedOrder = MessageOrder & Address;

/** An order to be carried out soon, whatever happens to this process. */
export interface RequestedMessage extends MessageOrder {
  /** In order of preference: the next one is tried where the provider of the one before refuses for good. */
  recipients: readonly Address[];
  patientId?: string;
  notBefore?: Temporal.Instant;
  /** Not sent any more from then on. */
  notAfter?: Temporal.Instant;
}

/**
 * How one attempt ended: `sent` to the provider; `failed` for now; `refused` for good; `unknown`, since the provider was
 * given everything and did not answer.
 */
export interface DeliveryOutcome {
  key: string;
  outcome: 'sent' | 'failed' | 'refused' | 'unknown';
  /** Says why not, without the recipient. */
  failure?: string;
}

/** Delivery of messages, for every other context. */
export abstract class NotificationsFacade {
  /**
   * Makes one attempt at each of many messages, several at a time, and says how each ended. One that is on record as
   * sent is not sent again. The caller repeats what failed, under the same key. Never call it inside a unit of work.
   */
  abstract deliverAll(orders: readonly AddressedOrder[]): Promise<DeliveryOutcome[]>;

  /**
   * Takes an order into the surrounding unit of work; a worker carries it out, with retries, after the commit. The same
   * key again changes nothing.
   */
  abstract request(message: RequestedMessage): void;
}
