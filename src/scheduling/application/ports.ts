import type { Duty, Offer } from '../domain/booking-rules.js';
import type { FacilityRules } from '../domain/facility-rules.js';
import type { Occupied } from '../domain/occupancy.js';
import type { QuietHours } from '../domain/quiet-hours.js';
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
}

export interface ReminderMessage {
  /** The same for every attempt at one reminder. */
  key: string;
  channel: ReminderChannel;
  to: string;
  subject: string;
  text: string;
}

/** Hands a message over to the provider of its channel. Throws where that is refused or fails. */
export abstract class ReminderSender {
  abstract send(message: ReminderMessage): Promise<void>;
}

/** Carries ids of reminders to whoever sends them. */
export abstract class ReminderQueue {
  /** @param claimedAt tells this attempt at sending them from earlier ones, which the queue may still remember */
  abstract enqueue(reminderIds: readonly string[], claimedAt: Temporal.Instant): Promise<void>;
}
