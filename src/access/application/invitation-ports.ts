import type { PatientRecord } from '../access.facade.js';

/** Makes the codes that patients are given. */
export abstract class InvitationCodes {
  /** Something nobody can guess, for people to read and type: groups of letters and digits. */
  abstract next(): string;

  /** What is kept of a code, however it was typed. */
  abstract hashOf(code: string): string;
}

/** What a patient is sent. */
export interface InvitationLetter {
  /** Stable over every attempt. */
  key: string;
  to: string;
  code: string;
  expiresAt: Temporal.Instant;
  /** In whose words and by whose clocks. */
  patient: Pick<PatientRecord, 'facilityId' | 'preferredLanguage' | 'timeZone'>;
}

/** Sends codes to patients. */
export abstract class InvitationMail {
  /**
   * Never called inside a unit of work.
   * @returns whether it could be handed over
   */
  abstract send(letter: InvitationLetter): Promise<boolean>;
}
