import type { Appointment } from '../domain/appointment.js';
import type { Appointments } from '../domain/appointments.js';
import type { AppointmentCommand, AppointmentDesk } from './appointment-desk.js';

export interface VoidAppointmentCommand extends AppointmentCommand {
  reason: string;
}

/** Marks an appointment as entered in error, whatever became of it. */
export class VoidAppointment {
  constructor(
    private readonly desk: AppointmentDesk,
    private readonly appointments: Appointments,
  ) {}

  execute(command: VoidAppointmentCommand): Promise<Appointment> {
    return this.desk.change(command, async (appointment) => {
      appointment.void(command.reason);
      await this.appointments.release(appointment);
    });
  }
}
