import { EVERY_ROW, InvalidTransition, type RowScope, type UnitOfWork } from '#kernel';
import type { Appointment } from '../domain/appointment.js';
import type { Appointments } from '../domain/appointments.js';

/** What every change of one appointment names. */
export interface AppointmentCommand {
  appointmentId: string;
  /** The version that the caller saw, where it matters to them. */
  expectedVersion?: number;
  /** Whose appointments the caller may change; all where it is absent. */
  scope?: RowScope;
  /** What else the caller may do at a facility, to be told where this can't be done; everything where it is absent. */
  may?: (action: string, facilityId: string) => boolean;
}

/** Loads, changes and saves one appointment as one unit of work. */
export class AppointmentDesk {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly appointments: Appointments,
  ) {}

  /** @throws NotFound, StaleVersion, InvalidTransition */
  change(
    { appointmentId, expectedVersion, scope = EVERY_ROW, may = () => true }: AppointmentCommand,
    work: (appointment: Appointment) => Promise<void> | void,
  ): Promise<Appointment> {
    return this.unitOfWork.run(async () => {
      const appointment = await this.appointments.get(appointmentId, scope);
      appointment.expectVersion(expectedVersion);
      await asFarAs(may, appointment.facilityId, () => work(appointment));
      await this.appointments.save(appointment);
      return appointment;
    });
  }
}

/** What may be done instead is told as far as the one who asks may do it. */
async function asFarAs(
  may: (action: string, facilityId: string) => boolean,
  facilityId: string,
  work: () => Promise<void> | void,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw error instanceof InvalidTransition ? error.limitedTo((action) => may(action, facilityId)) : error;
  }
}
