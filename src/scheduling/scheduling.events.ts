export {
  type AppointmentCancelled,
  appointmentEvents,
  type AppointmentFact,
  type AppointmentMoved,
} from './domain/appointment-events.js';
