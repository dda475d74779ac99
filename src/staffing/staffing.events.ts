export {
  type AvailabilityChanged,
  type CredentialFact,
  type FacilityChanged,
  type FacilityOpened,
  type LeaveFact,
  type StaffFact,
  staffingEvents,
} from './domain/staffing-events.js';
