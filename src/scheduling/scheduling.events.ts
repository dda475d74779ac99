export { resourceEvents, type ResourceOutageFact } from './domain/resource-events.js';
export { waitListEvents, type WaitListFact, type WaitListOfferFact } from './domain/wait-list-events.js';
export {
  type AppointmentCancelled,
  type AppointmentDisplaced,
  appointmentEvents,
  type AppointmentFact,
  type AppointmentMoved,
  type AppointmentNoShow,
  type AppointmentNoShowWithdrawn,
} from './domain/appointment-events.js';
