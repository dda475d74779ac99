import { instantText, type Sql } from '#persistence';
import type { ReminderChannel } from '../../domain/reminder-plan.js';
import type { ReminderPurpose } from '../../domain/reminder.js';
import type { ReminderStatus } from '../../domain/reminder-machine.js';

interface ReminderRow {
  id: string;
  appointment_id: string;
  appointment_version: number;
  patient_id: string;
  facility_id: string;
  offset_minutes: number;
  channel: ReminderChannel;
  purpose: ReminderPurpose;
  due_at: string;
  status: ReminderStatus;
  attempts: number;
  sent_at: string | null;
  note: string | null;
}

/** A reminder as it is shown. */
export interface ReminderView {
  id: string;
  appointmentId: string;
  appointmentVersion: number;
  patientId: string;
  facilityId: string;
  before: number;
  channel: ReminderChannel;
  purpose: ReminderPurpose;
  dueAt: string;
  status: ReminderStatus;
  attempts: number;
  sentAt?: string;
  note?: string;
}

export interface ReminderFilter {
  status?: string;
  /** Facilities that the caller may see; all where absent. */
  within?: readonly string[];
}

const SELECT = `select id, appointment_id, appointment_version, patient_id, facility_id, offset_minutes, channel, purpose, due_at, status,
  attempts, sent_at, note from scheduling.reminders`;

/** The ledger of reminders for people to look at. */
export class RemindersQuery {
  constructor(private readonly sql: Sql) {}

  /** All of an appointment, those of its latest time last. */
  async ofAppointment(appointmentId: string): Promise<ReminderView[]> {
    const inOrder = 'order by appointment_version, offset_minutes desc, id';
    const rows = await this.sql.query<ReminderRow>(`${SELECT} where appointment_id = $1 ${inOrder}`, [appointmentId]);
    return rows.map(viewOf);
  }

  /** Seconds for which the oldest reminder has been due that is neither sent nor given up. */
  async oldestDueAge(): Promise<number> {
    const row = await this.sql.first<{ age: number | null }>(
      `select extract(epoch from now() - min(due_at))::float8 as age from scheduling.reminders
       where status in ('planned', 'sending', 'failed') and due_at <= now()`,
    );
    return row?.age ?? 0;
  }

  /** In the order in which they are due; one more than the limit where there are more. */
  async page({ status, within }: ReminderFilter, limit: number, after: string[] = []): Promise<ReminderView[]> {
    const rows = await this.sql.query<ReminderRow>(
      `${SELECT} where ($1::text is null or status = $1) and ($2::uuid[] is null or facility_id = any($2))
       and ($3::timestamptz is null or (due_at, id) > ($3, $4::uuid)) order by due_at, id limit $5`,
      [status ?? null, within ?? null, after[0] ?? null, after[1] ?? null, limit + 1],
    );
    return rows.map(viewOf);
  }
}

function viewOf(row: ReminderRow): ReminderView {
  return {
    id: row.id,
    appointmentId: row.appointment_id,
    appointmentVersion: row.appointment_version,
    patientId: row.patient_id,
    facilityId: row.facility_id,
    before: row.offset_minutes,
    channel: row.channel,
    purpose: row.purpose,
    dueAt: instantText(row.due_at),
    status: row.status,
    attempts: row.attempts,
    sentAt: instantText(row.sent_at),
    note: row.note ?? undefined,
  };
}
