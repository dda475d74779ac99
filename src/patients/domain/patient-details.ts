import type { HumanName } from '#kernel';

export const SEXES = ['female', 'male', 'other', 'unknown'] as const;
export type Sex = (typeof SEXES)[number];

export const CONTACT_SYSTEMS = ['phone', 'email'] as const;
export const CONTACT_USES = ['home', 'work', 'temp', 'old', 'mobile'] as const;
export const REMINDER_CHANNELS = ['email', 'sms'] as const;

/** FHIR's ContactPoint. */
export interface ContactPoint {
  system: (typeof CONTACT_SYSTEMS)[number];
  value: string;
  use?: (typeof CONTACT_USES)[number];
}

export interface Address {
  line: string[];
  city: string;
  postalCode?: string;
  state?: string;
  /** ISO 3166 code or name, as it was given. */
  country?: string;
}

/** A number that somebody else knows the patient by; a value names one patient within its system. */
export interface Identifier {
  /** URI of the namespace. */
  system: string;
  value: string;
}

export interface ReminderPreferences {
  channels: (typeof REMINDER_CHANNELS)[number][];
  /** Wall-clock times in the patient's zone, `HH:MM`. */
  quietHours?: { from: string; to: string };
}

/** Whom to call. */
export interface EmergencyContact {
  name: string;
  relationship?: string;
  phone?: string;
  email?: string;
}

/** Everything that registration asks and that can be changed later. */
export interface PatientDetails {
  name: HumanName;
  /** `YYYY-MM-DD`, or less where no more is known: `YYYY-MM`, `YYYY`. */
  birthDate: string;
  sex: Sex;
  contacts: ContactPoint[];
  address?: Address;
  identifiers: Identifier[];
  /** IANA name. */
  timeZone?: string;
  /** BCP 47 tag. */
  preferredLanguage?: string;
  reminderPreferences?: ReminderPreferences;
  emergencyContacts: EmergencyContact[];
  /** `YYYY-MM-DD`; after it there are no bookings, reminders or dispenses. */
  deceasedOn?: string;
}

/** The names of the details, in the order in which they are shown. */
export const DETAILS = [
  'name',
  'birthDate',
  'sex',
  'contacts',
  'address',
  'identifiers',
  'timeZone',
  'preferredLanguage',
  'reminderPreferences',
  'emergencyContacts',
  'deceasedOn',
] as const satisfies readonly (keyof PatientDetails)[];
