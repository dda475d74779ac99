import type { OutgoingMessage } from '../notifications.facade.js';

/** Hands messages of one channel to whoever carries them. */
export abstract class Carrier {
  /**
   * @param messageId Message-ID of RFC 5322 without brackets; the same for every attempt
   * @throws where the provider refuses or can't be reached
   */
  abstract carry(message: OutgoingMessage, messageId: string): Promise<void>;
}

/** The carriers by channel. */
export abstract class Carriers {
  /** Nothing where this installation has no provider for the channel. */
  abstract of(channel: OutgoingMessage['channel']): Carrier | undefined;
}

/** The record of what was attempted and what went out. */
export abstract class Deliveries {
  /** Puts an attempt on record before it is made. False where the message went out already. */
  abstract begin(message: OutgoingMessage): Promise<boolean>;
  abstract markSent(key: string): Promise<void>;
  abstract markFailed(key: string, failure: string): Promise<void>;
}
