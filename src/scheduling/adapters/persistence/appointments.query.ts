import { instantText, type Sql } from '#persistence';
import type { AppointmentStatus } from '../../domain/appointment-machine.js';

interface AppointmentRow {
  id: string;
  facility_id: string;
  department_id: string | null;
  patient_id: string;
  staff_id: string;
  appointment_type_id: string;
  start_at: string;
  end_at: string;
  resource_ids: string[];
  status: AppointmentStatus;
  version: number;
  reason: string | null;
  override_reason: string | null;
  hold_until: string | null;
  cancel_reason: string | null;
  cancelled_late: boolean | null;
  void_reason: string | null;
  checked_in_at: string | null;
  started_at: string | null;
  completed_at: string | null;
}

/** An appointment as it is shown. */
export interface AppointmentView {
  id: string;
  facilityId: string;
  departmentId?: string;
  patientId: string;
  staffId: string;
  appointmentTypeId: string;
  start: string;
  end: string;
  resourceIds: string[];
  status: AppointmentStatus;
  version: number;
  reason?: string;
  overrideReason?: string;
  holdUntil?: string;
  cancelReason?: string;
  cancelledLate?: boolean;
  voidReason?: string;
  checkedInAt?: string;
  startedAt?: string;
  completedAt?: string;
}

/** One end of a stretch of time: a date of the facility, or an instant. */
export type Bound = { date: Temporal.PlainDate } | { instant: Temporal.Instant };

export interface AppointmentFilter {
  patientId?: string;
  staffId?: string;
  departmentId?: string;
  facilityId?: string;
  /** A last date is part of it, a last instant is not. */
  from?: Bound;
  to?: Bound;
  statuses?: readonly AppointmentStatus[];
  /** Facilities that the caller may see; all where absent. */
  within?: readonly string[];
}

const COLUMNS = `id, facility_id, department_id, patient_id, staff_id, appointment_type_id, start_at, end_at, resource_ids, status, version,
  reason, override_reason, hold_until, cancel_reason, cancelled_late, void_reason, checked_in_at, started_at, completed_at`;

/** Reads of appointments for people to look at: rows, never aggregates. */
export class AppointmentsQuery {
  constructor(private readonly sql: Sql) {}

  async byId(id: string, within?: readonly string[]): Promise<AppointmentView | undefined> {
    const row = await this.sql.first<AppointmentRow>(
      `select ${COLUMNS} from scheduling.appointments where id = $1 and ($2::uuid[] is null or facility_id = any($2))`,
      [id, within ?? null],
    );
    return row && viewOf(row);
  }

  /** In the order of their start; one more than the limit where there are more. */
  async page(filter: AppointmentFilter, limit: number, after?: string[]): Promise<AppointmentView[]> {
    const { text, values } = conditions(filter, after);
    const rows = await this.sql.query<AppointmentRow>(
      `select ${COLUMNS} from scheduling.appointments ${text} order by start_at, id limit ${limit + 1}`,
      values,
    );
    return rows.map(viewOf);
  }
}

/** No zone is further from UTC than this, so a date's instants lie within it on each side. */
const WIDEST_OFFSET = { hours: 14 };

function conditions(filter: AppointmentFilter, after?: string[]): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const parts: string[] = [];
  const where = (condition: (parameter: string) => string, value: unknown): void => {
    if (value !== undefined) parts.push(condition(`$${values.push(value)}`));
  };
  where((p) => `patient_id = ${p}`, filter.patientId);
  where((p) => `staff_id = ${p}`, filter.staffId);
  where((p) => `department_id = ${p}`, filter.departmentId);
  where((p) => `facility_id = ${p}`, filter.facilityId);
  where((p) => `facility_id = any(${p}::uuid[])`, filter.within);
  where((p) => `status = any(${p}::text[])`, filter.statuses);
  where((p) => `start_at >= ${p}`, earliest(filter.from)?.toString());
  where((p) => `start_at < ${p}`, latest(filter.to)?.toString());
  where((p) => `day >= ${p}`, dateOf(filter.from));
  where((p) => `day <= ${p}`, dateOf(filter.to));
  if (after) parts.push(`(start_at, id) > ($${values.push(after[0])}::timestamptz, $${values.push(after[1])}::uuid)`);
  return { text: parts.length > 0 ? `where ${parts.join(' and ')}` : '', values };
}

function dateOf(bound?: Bound): string | undefined {
  return bound && 'date' in bound ? bound.date.toString() : undefined;
}

/** So that an index on instants serves a search by date. */
function earliest(bound?: Bound): Temporal.Instant | undefined {
  if (!bound || 'instant' in bound) return bound?.instant;
  return bound.date.toZonedDateTime('UTC').toInstant().subtract(WIDEST_OFFSET);
}

function latest(bound?: Bound): Temporal.Instant | undefined {
  if (!bound || 'instant' in bound) return bound?.instant;
  return bound.date.add({ days: 1 }).toZonedDateTime('UTC').toInstant().add(WIDEST_OFFSET);
}

function viewOf(row: AppointmentRow): AppointmentView {
  return {
    id: row.id,
    facilityId: row.facility_id,
    departmentId: row.department_id ?? undefined,
    patientId: row.patient_id,
    staffId: row.staff_id,
    appointmentTypeId: row.appointment_type_id,
    start: instantText(row.start_at),
    end: instantText(row.end_at),
    resourceIds: row.resource_ids,
    status: row.status,
    version: row.version,
    ...sinceThen(row),
  };
}

/** What only some appointments have. */
function sinceThen(row: AppointmentRow): Partial<AppointmentView> {
  return {
    reason: row.reason ?? undefined,
    overrideReason: row.override_reason ?? undefined,
    holdUntil: instantText(row.hold_until),
    cancelReason: row.cancel_reason ?? undefined,
    cancelledLate: row.cancelled_late ?? undefined,
    voidReason: row.void_reason ?? undefined,
    checkedInAt: instantText(row.checked_in_at),
    startedAt: instantText(row.started_at),
    completedAt: instantText(row.completed_at),
  };
}
