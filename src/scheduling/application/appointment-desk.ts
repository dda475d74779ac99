import type { AuditTrail, UnitOfWork } from '#kernel';
import type { Appointment } from '../domain/appointment.js';
import type { AppointmentAction } from '../domain/appointment-machine.js';
import type { Appointments } from '../domain/appointments.js';

/** What every change of one appointment names. */
export interface AppointmentCommand {
  appointmentId: string;
  /** The version that the caller saw, where it matters to them. */
  expectedVersion?: number;
}

/** Loads, changes, saves and audits one appointment as one unit of work. */
export class AppointmentDesk {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly appointments: Appointments,
    private readonly auditTrail: AuditTrail,
  ) {}

  /** @throws NotFound, StaleVersion, InvalidTransition */
  change(
    action: AppointmentAction,
    { appointmentId, expectedVersion }: AppointmentCommand,
    work: (appointment: Appointment) => Promise<void> | void,
    reason?: string,
  ): Promise<Appointment> {
    return this.unitOfWork.run(async () => {
      const appointment = await this.appointments.get(appointmentId);
      appointment.expectVersion(expectedVersion);
      await work(appointment);
      const { id, patientId, facilityId } = appointment;
      const about = { resourceType: 'appointment', resourceId: id, patientId, facilityId };
      this.auditTrail.record({ action: `appointment.${action}`, ...about, reason });
      return appointment;
    });
  }
}
