export { type Duty, type FacilityCard, type PractitionerStanding, type StaffCard, StaffingFacade } from './staffing.facade.js';
export {
  type AvailabilityChanged,
  type CredentialFact,
  type DepartmentChanged,
  type EmploymentEnded,
  type FacilityChanged,
  type FacilityOpened,
  type LeaveFact,
  type RosterPublished,
  type ShiftFact,
  type StaffFact,
  type SwapFact,
  staffingEvents,
} from './staffing.events.js';
export {
  type AffectedAppointment,
  AppointmentBook,
  type AppointmentDecision,
  type DecidedAppointment,
  type LeaveTime,
  OpenedAppointmentBook,
} from './application/appointment-book.js';
export { type Commitment, type CommitmentSource, StaffCommitments } from './application/staff-commitments.js';
export { StaffingModule } from './staffing.module.js';
