import type { Appointment } from './appointment.js';

/** What messages about an appointment depend on. */
export type RemindedAppointment = Pick<
  Appointment,
  'id' | 'facilityId' | 'patientId' | 'appointmentTypeId' | 'start' | 'end' | 'status' | 'timeVersion'
>;
