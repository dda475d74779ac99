import type { ReminderChannel } from '../domain/reminder-plan.js';

/** What a patient is told of an offer. */
export interface OfferMessage {
  offerId: string;
  facilityId: string;
  patientId: string;
  /** In order of preference. */
  recipients: readonly { channel: ReminderChannel; to: string }[];
  /** BCP 47 tags in order of preference. */
  languages: readonly (string | undefined)[];
  when: { at: string; timeZone: string };
  /** The facility's name. */
  facility: string;
  expiresAt: { at: string; timeZone: string };
  link?: string;
  notBefore: Temporal.Instant;
  notAfter: Temporal.Instant;
}

/** Takes messages to the patients who wait into the surrounding unit of work; they are sent afterwards. */
export abstract class OfferMessages {
  abstract request(message: OfferMessage): void;
}
