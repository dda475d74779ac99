export {
  type AppointmentCancelled,
  type AppointmentDisplaced,
  appointmentEvents,
  type AppointmentFact,
  type AppointmentMoved,
  type AppointmentNoShow,
  type AppointmentNoShowWithdrawn,
} from './scheduling.events.js';
export { SchedulingModule } from './scheduling.module.js';
