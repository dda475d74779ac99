import type { Delivery } from '../domain/delivery.js';
import type { OutgoingMessage } from '../domain/outgoing-message.js';
import type { CalendarEntry, Channel, DeliveryOutcome } from '../notifications.facade.js';

/** Hands messages of one channel to whoever carries them. */
export abstract class Carrier {
  /**
   * @param messageId Message-ID of RFC 5322 without brackets; the same for every attempt
   * @returns the provider's own id of the message, where it gives one
   * @throws where the provider refuses or can't be reached
   */
  abstract carry(message: OutgoingMessage, messageId: string): Promise<string | undefined>;

  /** What an error of `carry` says about the message: by default that another attempt may succeed. */
  outcomeOf(_error: unknown): Exclude<DeliveryOutcome['outcome'], 'sent'> {
    return 'failed';
  }
}

/** The carriers by channel. */
export abstract class Carriers {
  /** Nothing where this installation has no provider for the channel. */
  abstract of(channel: Channel): Carrier | undefined;
}

/** An outcome as it is put on record. */
export interface RecordedOutcome extends DeliveryOutcome {
  providerId?: string;
}

/** The record of what was attempted and what went out. */
export abstract class Deliveries {
  /**
   * Puts attempts on record before they are made, each key once.
   * @returns keys of those that are to be made; the others went out already
   */
  abstract begin(messages: readonly OutgoingMessage[]): Promise<ReadonlySet<string>>;

  /** Puts on record how attempts ended. */
  abstract settle(outcomes: readonly RecordedOutcome[]): Promise<void>;

  /** Attempts that began before an instant and never ended count as unknown from now on. */
  abstract giveUpWaiting(before: Temporal.Instant): Promise<void>;
}

/** What a template is made of. */
export type TemplateFlaw = { message: string };

/** The language that templates are written in: texts with the names of fields in them, and no logic. */
export abstract class TemplateLanguage {
  /** What is wrong with a template that may name these fields and nothing else; nothing where it is sound. */
  abstract flawsOf(template: string, fields: readonly string[]): TemplateFlaw[];

  /** @param escape makes a value harmless where it is going to stand */
  abstract render(template: string, values: Readonly<Record<string, string>>, escape: (value: string) => string): string;
}

/** Writes entries for calendars. */
export abstract class CalendarWriter {
  /** An iCalendar object (RFC 5545) for one recipient's e-mail address. */
  abstract invitation(entry: CalendarEntry, title: string, attendee: string): string;
}

/** Shows messages that were given up to the people who look after the queues. */
export abstract class DeadLetters {
  abstract show(messageIds: readonly string[]): Promise<void>;
}

/** What providers say afterwards. */
export abstract class Receipts {
  /** Remembers a receipt within the unit of work; false where it was known. */
  abstract isNew(receiptId: string): Promise<boolean>;

  /** The delivery by our key or the provider's id, locked until the unit of work ends. */
  abstract deliveryOf(message: { key?: string; providerId?: string }): Promise<Delivery | undefined>;

  /** Forgets receipts from before an instant. */
  abstract forget(before: Temporal.Instant): Promise<void>;
}
