import type { Clock } from '#kernel';
import type { Appointment } from '../domain/appointment.js';
import type { Appointments } from '../domain/appointments.js';
import type { AppointmentCommand, AppointmentDesk } from './appointment-desk.js';

/** Turns a hold into a booking, or confirms a booking. */
export class ConfirmAppointment {
  constructor(
    private readonly desk: AppointmentDesk,
    private readonly appointments: Appointments,
    private readonly clock: Clock,
  ) {}

  execute(command: AppointmentCommand): Promise<Appointment> {
    return this.desk.change(command, async (appointment) => {
      const wasHeld = appointment.status === 'held';
      appointment.confirm(this.clock.now());
      if (wasHeld) await this.appointments.keep(appointment);
    });
  }
}
