import { type AuditTrail, type Clock, InvalidTransition, StaleVersion, type UnitOfWork } from '#kernel';
import type { Appointment } from '../domain/appointment.js';
import type { Appointments } from '../domain/appointments.js';
import type { AppointmentCommand, AppointmentDesk } from './appointment-desk.js';
import type { FacilityCalendar } from './ports.js';

/** The patient did not come. */
export class MarkNoShow {
  constructor(
    private readonly desk: AppointmentDesk,
    private readonly facilities: FacilityCalendar,
    private readonly clock: Clock,
  ) {}

  execute(command: AppointmentCommand): Promise<Appointment> {
    return this.desk.change(command, async (appointment) => {
      appointment.markNoShow(await this.facilities.rulesOf(appointment.facilityId), this.clock.now());
    });
  }
}

const MOST_AT_ONCE = 200;

/** Marks everybody who did not come, oldest first; those still in their time of grace are left for the next time. */
export class MarkNoShows {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly markNoShow: MarkNoShow,
    private readonly appointments: Appointments,
    private readonly clock: Clock,
    private readonly auditTrail: AuditTrail,
  ) {}

  /** @returns how many were marked */
  async execute(): Promise<number> {
    let marked = 0;
    for (const appointmentId of await this.appointments.openBefore(this.clock.now(), MOST_AT_ONCE)) {
      if (await this.mark(appointmentId)) marked += 1;
    }
    return marked;
  }

  private async mark(appointmentId: string): Promise<boolean> {
    try {
      await this.unitOfWork.run(async () => {
        const { patientId, facilityId } = await this.markNoShow.execute({ appointmentId });
        const about = { resourceType: 'appointment', resourceId: appointmentId, patientId, facilityId };
        this.auditTrail.record({ action: 'appointment.no-show', ...about });
      });
      return true;
    } catch (error) {
      if (error instanceof InvalidTransition || error instanceof StaleVersion) return false;
      throw error;
    }
  }
}
