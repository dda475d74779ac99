import { DomainError } from '#kernel';
import type { Appointments } from '../domain/appointments.js';
import type { FacilityCalendar } from './ports.js';
import type { RescheduleAppointment } from './reschedule-appointment.js';
import type { UpcomingAppointment, UpcomingAppointments } from './upcoming-appointments.js';

export interface HandOverAppointmentsCommand {
  staffId: string;
  facilityId: string;
  /** Still worked by the one who leaves. */
  lastDay: Temporal.PlainDate;
  successorId: string;
}

/**
 * Gives the appointments after somebody's last day to whoever takes over, at their times. One that the successor can't
 * have stays as it is, and is on the worklist, since the person is not employed then.
 */
export class HandOverAppointments {
  constructor(
    private readonly upcoming: UpcomingAppointments,
    private readonly facilities: FacilityCalendar,
    private readonly appointments: Appointments,
    private readonly reschedule: RescheduleAppointment,
  ) {}

  async execute({ staffId, facilityId, lastDay, successorId }: HandOverAppointmentsCommand): Promise<void> {
    const { timeZone } = await this.facilities.rulesOf(facilityId);
    const gone = lastDay.add({ days: 1 }).toZonedDateTime(timeZone).toInstant();
    for (const appointment of await this.upcoming.after(staffId, gone)) await this.give(appointment, successorId);
  }

  private async give({ appointmentId, start, resourceIds }: UpcomingAppointment, staffId: string): Promise<void> {
    try {
      await this.reschedule.execute({ appointmentId, start, staffId, resourceIds });
      // The next one is to see what this one takes.
      await this.appointments.settle();
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }
}
