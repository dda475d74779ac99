import type { Clock } from '#kernel';
import type { Appointment } from '../domain/appointment.js';
import type { AppointmentCommand, AppointmentDesk } from './appointment-desk.js';

/** The appointment is over. */
export class CompleteAppointment {
  constructor(
    private readonly desk: AppointmentDesk,
    private readonly clock: Clock,
  ) {}

  execute(command: AppointmentCommand): Promise<Appointment> {
    return this.desk.change(command, (appointment) => appointment.complete(this.clock.now()));
  }
}
