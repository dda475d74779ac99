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
} from './domain/staffing-events.js';
