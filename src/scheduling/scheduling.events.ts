export {
  type AppointmentCancelled,
  type AppointmentDisplaced,
  appointmentEvents,
  type AppointmentFact,
  type AppointmentMoved,
} from './domain/appointment-events.js';
