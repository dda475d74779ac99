export {
  type AppointmentCancelled,
  type AppointmentDisplaced,
  appointmentEvents,
  type AppointmentFact,
  type AppointmentMoved,
} from './scheduling.events.js';
export { SchedulingModule } from './scheduling.module.js';
