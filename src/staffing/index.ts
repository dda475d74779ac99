export { type Duty, type FacilityCard, type PractitionerStanding, type StaffCard, StaffingFacade } from './staffing.facade.js';
export {
  type AvailabilityChanged,
  type CredentialFact,
  type FacilityChanged,
  type FacilityOpened,
  type LeaveFact,
  type StaffFact,
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
export { StaffingModule } from './staffing.module.js';
