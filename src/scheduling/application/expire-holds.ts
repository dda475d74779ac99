import { type AuditTrail, type Clock, InvalidTransition, StaleVersion } from '#kernel';
import type { Appointments } from '../domain/appointments.js';
import type { AppointmentDesk } from './appointment-desk.js';

const MOST_AT_ONCE = 200;

/** Gives up the holds whose limit has passed. They are of no effect by then anyway. */
export class ExpireHolds {
  constructor(
    private readonly desk: AppointmentDesk,
    private readonly appointments: Appointments,
    private readonly clock: Clock,
    private readonly auditTrail: AuditTrail,
  ) {}

  /** @returns how many holds were given up */
  async execute(): Promise<number> {
    const now = this.clock.now();
    let expired = 0;
    for (const appointmentId of await this.appointments.overdueHolds(now, MOST_AT_ONCE)) {
      if (await this.expire(appointmentId, now)) expired += 1;
    }
    return expired;
  }

  /** Somebody else may have been faster; that is all the same. */
  private async expire(appointmentId: string, now: Temporal.Instant): Promise<boolean> {
    try {
      await this.desk.change({ appointmentId }, async (appointment) => {
        const { patientId, facilityId } = appointment;
        appointment.expire(now);
        await this.appointments.release(appointment);
        const about = { resourceType: 'appointment', resourceId: appointmentId, patientId, facilityId };
        this.auditTrail.record({ action: 'appointment.expire', ...about });
      });
      return true;
    } catch (error) {
      if (error instanceof InvalidTransition || error instanceof StaleVersion) return false;
      throw error;
    }
  }
}
