import { NotFound, type UnitOfWork } from '#kernel';
import type { Appointment } from '../domain/appointment.js';
import type { Appointments } from '../domain/appointments.js';

/** What every change of one appointment names. */
export interface AppointmentCommand {
  appointmentId: string;
  /** The version that the caller saw, where it matters to them. */
  expectedVersion?: number;
  /** Facilities that the caller may act in; all of them where it is absent. */
  within?: readonly string[];
}

/** Loads, changes and saves one appointment as one unit of work. */
export class AppointmentDesk {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly appointments: Appointments,
  ) {}

  /** @throws NotFound, StaleVersion, InvalidTransition */
  change(
    { appointmentId, expectedVersion, within }: AppointmentCommand,
    work: (appointment: Appointment) => Promise<void> | void,
  ): Promise<Appointment> {
    return this.unitOfWork.run(async () => {
      const appointment = await this.appointments.get(appointmentId);
      if (within && !within.includes(appointment.facilityId)) throw new NotFound('appointment');
      appointment.expectVersion(expectedVersion);
      await work(appointment);
      await this.appointments.save(appointment);
      return appointment;
    });
  }
}
