import type { CommitmentSource } from '../../../staffing/index.js';
import type { UpcomingAppointments } from '../../application/upcoming-appointments.js';

/** What is booked with somebody, as staffing asks before they leave. */
export class AppointmentCommitments implements CommitmentSource {
  readonly kind = 'appointments';

  constructor(private readonly upcoming: UpcomingAppointments) {}

  async countAfter(staffId: string, at: Temporal.Instant): Promise<number> {
    return (await this.upcoming.after(staffId, at)).length;
  }
}
