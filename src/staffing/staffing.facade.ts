import type { ImportOrganizationCommand } from './application/import-organization.js';
import type { ImportOutcome } from './application/import-outcome.js';
import type { ImportPractitionerCommand } from './application/import-practitioner.js';
import type { AvailabilityException } from './domain/availability.js';
import type { AvailabilityRule } from './domain/availability-rules.js';
import type { Contact } from './domain/contact.js';
import type { CredentialGap } from './domain/duty-gaps.js';
import type { FacilitySettings } from './domain/facility-settings.js';
import type { Interval } from './domain/interval.js';
import type { StaffRole } from './domain/staff-role.js';

/** A facility as other contexts see it. */
export interface FacilityCard {
  id: string;
  name: string;
  /** IANA name. */
  timeZone: string;
  /** ISO 4217 code. */
  currency: string;
  /** Complete: what the facility has not set is at its default. */
  settings: FacilitySettings;
}

/** Who somebody on the staff is. */
export interface StaffCard {
  staffId: string;
  facilityId: string;
  departmentId?: string;
  /** As written for a reader, with the title. */
  displayName: string;
  role: StaffRole;
  specialties: string[];
}

/** Time for which somebody's leave is approved. */
export interface LeaveSpan extends Interval {
  leaveRequestId: string;
}

/** A member of staff with everything that bears on being booked within a window. */
export interface Duty extends StaffCard {
  /** Employed at some time of the window. */
  active: boolean;
  /** What of the window lies outside the employment. */
  employmentGaps: Interval[];
  /** Approved leave that reaches into the window. */
  leave: LeaveSpan[];
  /** Published shifts around the window, being on call aside; absent where bookings need no roster. */
  rostered?: Interval[];
  /** What of the window lacks a credential that the facility requires of the role, kind by kind. */
  credentialGaps: CredentialGap[];
  /** Appointments at the same time. */
  capacity: number;
  /** The zone of rules and exceptions: the availability's own, or else the facility's. */
  timeZone: string;
  /** Wall-clock rules; none where nothing was set. Where `to` lies before `from`, it is on the next day. */
  rules: AvailabilityRule[];
  exceptions: AvailabilityException[];
  facility: FacilityCard;
}

/** Whether somebody may practise at an instant. */
export interface PractitionerStanding {
  staffId: string;
  facilityId: string;
  departmentId?: string;
  role: StaffRole;
  employed: boolean;
  onLeave: boolean;
  /** Kinds of credential that the facility requires of the role and that are missing, expired or suspended. */
  lackingCredentials: string[];
}

/** How somebody on the staff is reached. */
export interface StaffContacts {
  staffId: string;
  contacts: Contact[];
}

/** What other contexts may ask of staffing: plain data, each answer from one statement (duty from two where a roster is asked for). */
export abstract class StaffingFacade {
  abstract facility(facilityId: string): Promise<FacilityCard | undefined>;

  /** All of them, in no particular order. */
  abstract facilities(): Promise<FacilityCard[]>;

  /** Those of the people who exist, in no particular order. */
  abstract duty(staffIds: readonly string[], from: Temporal.Instant, to: Temporal.Instant): Promise<Duty[]>;

  /** Everybody of a facility who has an availability, and all of the specialties, by id. */
  abstract dutyAt(facilityId: string, specialties: readonly string[], from: Temporal.Instant, to: Temporal.Instant): Promise<Duty[]>;

  /** Ids of everybody of a facility with a specialty. */
  abstract staffBySpecialty(facilityId: string, specialty: string): Promise<string[]>;

  /**
   * Asked at the moment of every act that needs the right to practise, such as signing a prescription: an expired or
   * suspended credential counts from that very moment. Nothing where there is no such person.
   */
  abstract standing(staffId: string, at: Temporal.Instant): Promise<PractitionerStanding | undefined>;

  abstract staff(staffIds: readonly string[]): Promise<StaffCard[]>;

  /** Those of the people who exist, in no particular order. */
  abstract contacts(staffIds: readonly string[]): Promise<StaffContacts[]>;

  /**
   * Takes over a facility from another system; the same again is `unchanged`. A unit of work does not see
   * what it adds itself: give each its own, or name a thing once.
   */
  abstract importOrganization(command: ImportOrganizationCommand): Promise<ImportOutcome>;

  /** Takes over a practitioner, known by any of their identifiers; the same again is `unchanged`. */
  abstract importPractitioner(command: ImportPractitionerCommand): Promise<ImportOutcome>;
}
