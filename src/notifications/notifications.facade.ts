/** A rendered message to one recipient. */
export interface OutgoingMessage {
  /** Stable over every attempt at the same message; becomes its Message-ID. */
  key: string;
  /** What it is about, for operators: `appointment-reminder`. */
  kind: string;
  channel: 'email' | 'sms';
  to: string;
  subject: string;
  text: string;
}

/** Delivery of messages, for every other context. */
export abstract class NotificationsFacade {
  /**
   * Hands a message to the provider of its channel, at most once as far as we can know: a key that is
   * on record as sent is not sent again. Never call it inside a unit of work.
   * @throws UndeliverableMessage where the provider refuses or can't be reached
   */
  abstract deliver(message: OutgoingMessage): Promise<void>;
}
