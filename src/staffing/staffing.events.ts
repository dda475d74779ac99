export {
  type AvailabilityChanged,
  type CredentialFact,
  type FacilityOpened,
  type StaffFact,
  staffingEvents,
} from './domain/staffing-events.js';
