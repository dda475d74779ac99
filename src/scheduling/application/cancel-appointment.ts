import type { Clock } from '#kernel';
import type { Appointment } from '../domain/appointment.js';
import type { Appointments } from '../domain/appointments.js';
import type { AppointmentCommand, AppointmentDesk } from './appointment-desk.js';
import type { FacilityCalendar } from './ports.js';
import type { SelfServiceDesk } from './self-service-desk.js';

export interface CancelAppointmentCommand extends AppointmentCommand {
  reason: string;
}

/** Cancels an appointment and gives back what it occupied. */
export class CancelAppointment {
  constructor(
    private readonly desk: AppointmentDesk,
    private readonly appointments: Appointments,
    private readonly facilities: FacilityCalendar,
    private readonly selfService: SelfServiceDesk,
    private readonly clock: Clock,
  ) {}

  execute(command: CancelAppointmentCommand): Promise<Appointment> {
    return this.desk.change(command, async (appointment) => {
      await this.selfService.expectAllowed('cancel', appointment, command);
      const rules = await this.facilities.rulesOf(appointment.facilityId);
      appointment.cancel(command.reason, rules, this.clock.now());
      await this.appointments.release(appointment);
    });
  }
}
