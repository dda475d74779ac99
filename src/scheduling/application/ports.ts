import type { Duty, Offer } from '../domain/booking-rules.js';
import type { FacilityRules } from '../domain/facility-rules.js';
import type { Occupied } from '../domain/occupancy.js';
import type { QuietHours } from '../domain/quiet-hours.js';
import type { Appointment } from '../domain/appointment.js';
import type { ReminderPurpose } from '../domain/reminder.js';
import type { ReminderChannel } from '../domain/reminder-plan.js';
import type { ResourceChoice } from '../domain/slots.js';
import type { Span } from '../domain/spans.js';

/** Who can be booked when: the staffing context's answer, as plain data. */
export abstract class DutyRoster {
  /** One practitioner, with what bears on the days around an instant; nothing where there is no such person. */
  abstract dutyOf(staffId: string, around: Temporal.Instant): Promise<Duty | undefined>;

  /** Everybody of a facility who can be booked, with what bears on a stretch of time. */
  abstract dutiesOf(query: DutyQuery): Promise<Duty[]>;
}

export interface DutyQuery {
  facilityId: string;
  staffId?: string;
  /** Any of these people. */
  among?: readonly string[];
  /** All of these. */
  specialties: readonly string[];
  within: Span;
}

export abstract class FacilityCalendar {
  /** @throws NotFound */
  abstract rulesOf(facilityId: string): Promise<FacilityRules>;

  /** The rules of every facility. */
  abstract all(): Promise<FacilityRules[]>;
}

export interface BookablePatient {
  id: string;
  deceased: boolean;
}

/** How a patient wants to be reached. */
export interface PatientContact {
  email?: string;
  phone?: string;
  /** Channels the patient chose; without a choice, having an e-mail address means consent to e-mail. */
  channels?: readonly ReminderChannel[];
  quietHours?: QuietHours;
  timeZone?: string;
  language?: string;
}

export abstract class PatientDirectory {
  abstract find(patientId: string): Promise<BookablePatient | undefined>;
  abstract contactOf(patientId: string): Promise<PatientContact | undefined>;

  /** By id, of those who exist and live. */
  abstract contactsOf(patientIds: readonly string[]): Promise<ReadonlyMap<string, PatientContact>>;
}

export interface SheetRequest {
  appointmentTypeId: string;
  start: Temporal.Instant;
  staffId: string;
  patientId: string;
  /** Rooms and equipment asked for by name; what else the type requires is chosen from all of the facility. */
  resourceIds: readonly string[];
}

/** All that this context knows about a wished-for time, read at once. */
export interface BookingSheet {
  offer: Offer;
  needs: readonly ResourceChoice[];
  taken: readonly Occupied[];
  /** How many appointments the patient still has before them. */
  openBookings: number;
}

/** Reads of what is offered and what is taken. */
export abstract class Calendar {
  /** @throws NotFound where there is no such type, or a resource is not one of the type's facility */
  abstract sheet(request: SheetRequest): Promise<BookingSheet>;

  /** @throws NotFound */
  abstract offer(appointmentTypeId: string): Promise<{ offer: Offer; needs: readonly ResourceChoice[] }>;

  abstract taken(thingIds: readonly string[], within: Span): Promise<Occupied[]>;

  /** The same without telling by which appointments, times that meet joined: months of many people are a few spans. */
  abstract busy(thingIds: readonly string[], within: Span): Promise<Occupied[]>;

  /** How often the patient did not come to an appointment of the facility that began at or after an instant, what was waived aside. */
  abstract noShows(patientId: string, facilityId: string, since: Temporal.Instant): Promise<number>;
}

export interface ReminderMessage {
  reminderId: string;
  /** The same for every attempt at one reminder. */
  key: string;
  purpose: ReminderPurpose;
  channel: ReminderChannel;
  to: string;
  facilityId: string;
  /** BCP 47 tags in order of preference. */
  languages: readonly (string | undefined)[];
  /** The start, as the facility's clocks have it. */
  when: { at: string; timeZone: string };
  /** The facility's name. */
  facility: string;
  confirmUrl?: string;
  cancelUrl?: string;
}

/** How one attempt ended: `sent`, `failed` for now, `refused` for good, or `unknown`. */
export interface ReminderOutcome {
  reminderId: string;
  outcome: 'sent' | 'failed' | 'refused' | 'unknown';
  failure?: string;
}

/** Hands messages over to the providers of their channels. */
export abstract class ReminderSender {
  /** One outcome for each message, whatever becomes of the others. */
  abstract sendAll(messages: readonly ReminderMessage[]): Promise<ReminderOutcome[]>;
}

/** Carries ids of reminders to whoever sends them. */
export abstract class ReminderQueue {
  /** @param claimedAt tells this attempt at sending them from earlier ones, which the queue may still remember */
  abstract enqueue(reminderIds: readonly string[], claimedAt: Temporal.Instant): Promise<void>;

  /** How many more reminders it takes before some have been sent. */
  abstract room(): Promise<number>;
}

/** Shows reminders that were given up to the people who look after the queues. */
export abstract class DeadReminders {
  abstract show(reminderIds: readonly string[]): Promise<void>;
}

/** What is confirmed to a patient in writing. */
export interface Confirmation {
  appointmentId: string;
  what: 'booked' | 'rescheduled' | 'cancelled';
  timeVersion: number;
  facilityId: string;
  patientId: string;
  /** In order of preference. */
  recipients: readonly { channel: ReminderChannel; to: string }[];
  languages: readonly (string | undefined)[];
  when: { at: string; timeZone: string };
  previousWhen?: { at: string; timeZone: string };
  /** RFC 3339. */
  end: string;
  /** The facility's name. */
  facility: string;
  cancelUrl?: string;
  notBefore: Temporal.Instant;
  notAfter: Temporal.Instant;
}

/** Takes confirmations into the surrounding unit of work; they are sent afterwards. */
export abstract class Confirmations {
  abstract request(confirmation: Confirmation): void;
}

/** What a patient can do by a link in a message. */
export type LinkPurpose = 'confirm' | 'cancel';

/** Links by which patients answer without signing in. */
export abstract class AppointmentLinks {
  /** Good for this time of the appointment, until it begins; nothing where this installation has no public address. */
  abstract to(purpose: LinkPurpose, appointment: Pick<Appointment, 'id' | 'timeVersion' | 'start'>): string | undefined;

  /** What the token of a link is for; nothing where it is not one of ours. */
  abstract read(token: string): LinkTarget | undefined;
}

/** What a link was made for. */
export interface LinkTarget {
  appointmentId: string;
  timeVersion: number;
  purpose: LinkPurpose;
  expiresAt: Temporal.Instant;
}
