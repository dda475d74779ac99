import type { DomainEvent } from '#kernel';

/** What this context announces. Everything about one person comes in order. */
export const staffingEvents = {
  facilityOpened: 'staffing.facility-opened.v1',
  staffHired: 'staffing.staff-hired.v1',
  staffChanged: 'staffing.staff-changed.v1',
  credentialAdded: 'staffing.credential-added.v1',
  credentialSuspended: 'staffing.credential-suspended.v1',
  credentialReinstated: 'staffing.credential-reinstated.v1',
  credentialExpiring: 'staffing.credential-expiring.v1',
  credentialExpired: 'staffing.credential-expired.v1',
  availabilityChanged: 'staffing.availability-changed.v1',
  departmentChanged: 'staffing.department-changed.v1',
  rosterPublished: 'staffing.roster-published.v1',
  shiftAssigned: 'staffing.shift-assigned.v1',
  shiftChanged: 'staffing.shift-changed.v1',
  shiftCancelled: 'staffing.shift-cancelled.v1',
  shiftMissed: 'staffing.shift-missed.v1',
  swapRequested: 'staffing.swap-requested.v1',
  swapApplied: 'staffing.swap-applied.v1',
  employmentEnded: 'staffing.employment-ended.v1',
  facilityChanged: 'staffing.facility-changed.v1',
  leaveRequested: 'staffing.leave-requested.v1',
  leaveApproved: 'staffing.leave-approved.v1',
  leaveRejected: 'staffing.leave-rejected.v1',
  leaveCancelled: 'staffing.leave-cancelled.v1',
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

/** Of those about credentials; both dates are inclusive. */
export type CredentialFact = DomainEvent<{
  credentialId: string;
  staffId: string;
  kind: string;
  validFrom: string;
  validUntil: string;
}>;

export type AvailabilityChanged = DomainEvent<{ staffId: string }>;

/** The facility's zone, closed days or other settings are new. */
export type FacilityChanged = DomainEvent<{ facilityId: string }>;

/**
 * Of the four about leave; both dates are inclusive, in the facility's zone. It begins at midday where `fromHalf` is `pm`, and
 * ends at midday where `toHalf` is `am`. What kind of leave it is stays with us.
 */
export type LeaveFact = DomainEvent<{
  leaveRequestId: string;
  staffId: string;
  facilityId: string;
  from: string;
  to: string;
  fromHalf: 'am' | 'pm';
  toHalf: 'am' | 'pm';
}>;

export type DepartmentChanged = DomainEvent<{ departmentId: string; facilityId: string }>;

/** First and last date of the roster, both inclusive. */
export type RosterPublished = DomainEvent<{ rosterId: string; facilityId: string; departmentId: string; from: string; to: string }>;

/** Of the four about shifts, which say nothing of drafts; `staffId` is absent where the shift is open. */
export type ShiftFact = DomainEvent<{
  shiftId: string;
  facilityId: string;
  departmentId: string;
  staffId?: string;
  kind: string;
  start: string;
  end: string;
}>;

/** Of the two about swaps. */
export type SwapFact = DomainEvent<{
  swapId: string;
  departmentId: string;
  shiftId: string;
  inReturnShiftId?: string;
  requesterId: string;
  colleagueId: string;
}>;

/** The last day is worked; `successorId` takes over what is planned after it. */
export type EmploymentEnded = DomainEvent<{ staffId: string; facilityId: string; lastDay: string; successorId?: string }>;
