import { instantText, type Sql } from '#persistence';
import { RemindedAppointments } from '../../application/reminder-situations.js';
import type { AppointmentStatus } from '../../domain/appointment-machine.js';
import type { RemindedAppointment } from '../../domain/reminded-appointment.js';

interface Row {
  id: string;
  facility_id: string;
  patient_id: string;
  appointment_type_id: string;
  start_at: string;
  end_at: string;
  status: AppointmentStatus;
  time_version: number;
}

/** Read as rows: a message never changes the appointment that it is about. */
export class SqlRemindedAppointments extends RemindedAppointments {
  constructor(private readonly sql: Sql) {
    super();
  }

  override async all(ids: readonly string[]): Promise<RemindedAppointment[]> {
    const text = `select id, facility_id, patient_id, appointment_type_id, start_at, end_at, status, time_version
      from scheduling.appointments where id = any($1::uuid[])`;
    return (await this.sql.query<Row>(text, [ids])).map((row) => ({
      id: row.id,
      facilityId: row.facility_id,
      patientId: row.patient_id,
      appointmentTypeId: row.appointment_type_id,
      start: Temporal.Instant.from(instantText(row.start_at)),
      end: Temporal.Instant.from(instantText(row.end_at)),
      status: row.status,
      timeVersion: row.time_version,
    }));
  }
}
