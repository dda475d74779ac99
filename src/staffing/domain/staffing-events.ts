import type { DomainEvent } from '#kernel';

/** What this context announces. Everything about one person comes in order. */
export const staffingEvents = {
  facilityOpened: 'staffing.facility-opened.v1',
  staffHired: 'staffing.staff-hired.v1',
  staffChanged: 'staffing.staff-changed.v1',
  credentialAdded: 'staffing.credential-added.v1',
  credentialSuspended: 'staffing.credential-suspended.v1',
  credentialReinstated: 'staffing.credential-reinstated.v1',
  availabilityChanged: 'staffing.availability-changed.v1',
} as const;

export type FacilityOpened = DomainEvent<{ facilityId: string; timeZone: string }>;

/** Of `staffHired` and `staffChanged`; the employment's last date is inclusive. */
export type StaffFact = DomainEvent<{
  staffId: string;
  facilityId: string;
  departmentId?: string;
  role: string;
  employmentStart: string;
  employmentEnd?: string;
}>;

/** Of the three about credentials; both dates are inclusive. */
export type CredentialFact = DomainEvent<{
  credentialId: string;
  staffId: string;
  kind: string;
  validFrom: string;
  validUntil: string;
}>;

export type AvailabilityChanged = DomainEvent<{ staffId: string }>;
