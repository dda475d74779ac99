export { type Duty, type FacilityCard, type StaffCard, StaffingFacade } from './staffing.facade.js';
export { type AvailabilityChanged, type CredentialFact, type FacilityOpened, type StaffFact, staffingEvents } from './staffing.events.js';
export { StaffingModule } from './staffing.module.js';
