import type { Appointment } from '../domain/appointment.js';
import type { Appointments } from '../domain/appointments.js';
import { localDay } from '../domain/facility-rules.js';
import type { AppointmentCommand, AppointmentDesk } from './appointment-desk.js';
import type { FindPlace } from './find-place.js';

export interface RescheduleAppointmentCommand extends AppointmentCommand {
  start: Temporal.Instant;
  staffId?: string;
  resourceIds?: string[];
}

/** Moves an appointment to another time, practitioner or room; it stays the same appointment. */
export class RescheduleAppointment {
  constructor(
    private readonly desk: AppointmentDesk,
    private readonly findPlace: FindPlace,
    private readonly appointments: Appointments,
  ) {}

  /** @throws NotFound, StaleVersion, InvalidTransition, RuleBroken, OutsideAvailability, StaffNotCredentialed, SlotTaken, PatientBusy */
  execute(command: RescheduleAppointmentCommand): Promise<Appointment> {
    return this.desk.change(command, async (appointment) => {
      appointment.expectMovable();
      const { period, duty, bookings, resourceIds } = await this.findPlace.execute({
        appointmentId: appointment.id,
        appointmentTypeId: appointment.appointmentTypeId,
        patientId: appointment.patientId,
        staffId: command.staffId ?? appointment.staffId,
        start: command.start,
        resourceIds: command.resourceIds ?? [],
        scope: command.scope,
      });
      const day = localDay(period.start, duty.rules.timeZone);
      appointment.reschedule({ period, day, staffId: duty.staffId, departmentId: duty.departmentId, resourceIds });
      await this.appointments.rebook(appointment, bookings);
    });
  }
}
