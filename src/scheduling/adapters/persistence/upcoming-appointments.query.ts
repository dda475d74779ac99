import { instantText, type Sql } from '#persistence';
import { type UpcomingAppointment, UpcomingAppointments } from '../../application/upcoming-appointments.js';

interface Row {
  id: string;
  start_at: string;
  resource_ids: string[];
}

export class SqlUpcomingAppointments extends UpcomingAppointments {
  constructor(private readonly sql: Sql) {
    super();
  }

  override async after(staffId: string, at: Temporal.Instant): Promise<UpcomingAppointment[]> {
    const rows = await this.sql.query<Row>(
      `select id, start_at, resource_ids from scheduling.appointments
       where staff_id = $1 and status in ('held', 'booked', 'confirmed') and end_at > $2 order by start_at, id`,
      [staffId, at.toString()],
    );
    return rows.map(({ id, start_at, resource_ids }) => {
      return { appointmentId: id, start: Temporal.Instant.from(instantText(start_at)), resourceIds: resource_ids };
    });
  }
}
