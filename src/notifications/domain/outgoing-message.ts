import type { Channel } from './channel.js';

/** A rendered message to one recipient. */
export interface OutgoingMessage {
  /** Stable over every attempt at the same message; becomes its Message-ID or idempotency key. */
  key: string;
  /** What it is about, for operators: `appointment-reminder`. */
  kind: string;
  channel: Channel;
  to: string;
  subject: string;
  text: string;
  /** The same as `text` for mail programs that show HTML. */
  html?: string;
  /** An iCalendar object that goes with an e-mail. */
  calendar?: { method: 'REQUEST' | 'CANCEL'; content: string };
}
