import type { Clock } from '#kernel';
import type { Appointment } from '../domain/appointment.js';
import type { Appointments } from '../domain/appointments.js';
import type { AppointmentCommand, AppointmentDesk } from './appointment-desk.js';
import type { SelfServiceDesk } from './self-service-desk.js';

/** Turns a hold into a booking, or confirms a booking. */
export class ConfirmAppointment {
  constructor(
    private readonly desk: AppointmentDesk,
    private readonly appointments: Appointments,
    private readonly selfService: SelfServiceDesk,
    private readonly clock: Clock,
  ) {}

  execute(command: AppointmentCommand): Promise<Appointment> {
    return this.desk.change(command, async (appointment) => {
      await this.selfService.expectAllowed('confirm', appointment, command);
      const wasHeld = appointment.status === 'held';
      appointment.confirm(this.clock.now());
      if (wasHeld) await this.appointments.keep(appointment);
    });
  }
}
