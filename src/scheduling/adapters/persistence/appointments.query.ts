import { Money, type RowScope } from '#kernel';
import { instantText, type Sql } from '#persistence';
import type { AppointmentStatus } from '../../domain/appointment-machine.js';

/** What every appointment has, under the names that it is shown by. */
type Always = Pick<
  AppointmentView,
  'id' | 'facilityId' | 'patientId' | 'staffId' | 'appointmentTypeId' | 'start' | 'end' | 'resourceIds' | 'status' | 'version'
>;
type Sometimes = Omit<AppointmentView, keyof Always>;
/** The fee as text, in whole minor units. */
type AppointmentRow = Always & { [Name in keyof Omit<Sometimes, 'noShowFee'>]-?: Sometimes[Name] | null } & {
  feeMinorUnits: string | null;
  feeCurrency: string | null;
};

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
  seriesId?: string;
  reason?: string;
  overrideReason?: string;
  holdUntil?: string;
  cancelReason?: string;
  cancelledLate?: boolean;
  voidReason?: string;
  checkedInAt?: string;
  startedAt?: string;
  completedAt?: string;
  noShowFee?: { amount: string; currency: string };
  noShowWaivedAt?: string;
  noShowWaivedBy?: string;
  noShowWaiveReason?: string;
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
  seriesId?: string;
  /** Whose appointments the caller may see. */
  scope: RowScope;
}

const COLUMNS = `id, facility_id as "facilityId", department_id as "departmentId", patient_id as "patientId", staff_id as "staffId",
  appointment_type_id as "appointmentTypeId", start_at as start, end_at as "end", resource_ids as "resourceIds", status, version,
  series_id as "seriesId", reason, override_reason as "overrideReason", hold_until as "holdUntil", cancel_reason as "cancelReason",
  cancelled_late as "cancelledLate", void_reason as "voidReason", checked_in_at as "checkedInAt", started_at as "startedAt",
  completed_at as "completedAt", no_show_fee_minor_units::text as "feeMinorUnits", no_show_fee_currency as "feeCurrency",
  no_show_waived_at as "noShowWaivedAt", no_show_waived_by as "noShowWaivedBy", no_show_waive_reason as "noShowWaiveReason"`;

const PLAIN = [
  ...(['departmentId', 'seriesId', 'reason', 'overrideReason', 'cancelReason', 'cancelledLate', 'voidReason'] as const),
  ...(['noShowWaivedBy', 'noShowWaiveReason'] as const),
] as const;
const INSTANTS = ['holdUntil', 'checkedInAt', 'startedAt', 'completedAt', 'noShowWaivedAt'] as const;

/** Reads of appointments for people to look at: rows, never aggregates. */
export class AppointmentsQuery {
  constructor(private readonly sql: Sql) {}

  async byId(id: string, { facilities, ownPatient }: RowScope): Promise<AppointmentView | undefined> {
    const row = await this.sql.first<AppointmentRow>(
      `select ${COLUMNS} from scheduling.appointments
       where id = $1 and ($2::uuid[] is null or facility_id = any($2) or patient_id = $3::uuid)`,
      [id, facilities ?? null, ownPatient ?? null],
    );
    return row && viewOf(row);
  }

  /** In the order of their start; one more than the limit where there are more. */
  async page(filter: AppointmentFilter, limit: number, after?: string[]): Promise<AppointmentView[]> {
    const { text, values } = conditions(filter, after);
    const page = `select ${COLUMNS} from scheduling.appointments ${text} order by start_at, id limit ${limit + 1}`;
    const rows = await (isShort(filter) ? this.sql.lookups<AppointmentRow>(page, values) : this.sql.query<AppointmentRow>(page, values));
    return rows.map(viewOf);
  }
}

/** One practitioner's or patient's appointments of some days: one range of an index. */
function isShort({ staffId, patientId, from, to }: AppointmentFilter): boolean {
  return (staffId !== undefined || patientId !== undefined) && from !== undefined && to !== undefined;
}

type Where = (condition: (parameter: string) => string, value: unknown) => void;

function conditions(filter: AppointmentFilter, after?: string[]): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const parts: string[] = [];
  const where: Where = (condition, value) => {
    if (value !== undefined) parts.push(condition(`$${values.push(value)}`));
  };
  where((p) => `patient_id = ${p}`, filter.patientId);
  where((p) => `staff_id = ${p}`, filter.staffId);
  where((p) => `department_id = ${p}`, filter.departmentId);
  where((p) => `facility_id = ${p}`, filter.facilityId);
  where((p) => `series_id = ${p}`, filter.seriesId);
  addScope(parts, values, filter.scope);
  where((p) => `status = any(${p}::text[])`, filter.statuses);
  addBound(where, '>=', filter.from);
  addBound(where, '<', filter.to);
  where((p) => `day >= ${p}`, dateOf(filter.from));
  where((p) => `day <= ${p}`, dateOf(filter.to));
  if (after) parts.push(`(start_at, id) > ($${values.push(after[0])}::timestamptz, $${values.push(after[1])}::uuid)`);
  return { text: parts.length > 0 ? `where ${parts.join(' and ')}` : '', values };
}

/** Whoever is only a patient gets one range of an index. */
function addScope(parts: string[], values: unknown[], { facilities, ownPatient }: RowScope): void {
  if (facilities === undefined) return;
  const ways: string[] = [];
  if (facilities.length > 0 || ownPatient === undefined) ways.push(`facility_id = any($${values.push(facilities)}::uuid[])`);
  if (ownPatient !== undefined) ways.push(`patient_id = $${values.push(ownPatient)}`);
  parts.push(`(${ways.join(' or ')})`);
}

function dateOf(bound?: Bound): string | undefined {
  return bound && 'date' in bound ? bound.date.toString() : undefined;
}

/**
 * An instant as it is. A date by the widest span of instants that it can mean, since no zone is further from UTC than 14
 * hours: an index on instants then serves a search by date, which `day` narrows down.
 */
function addBound(where: Where, operator: '>=' | '<', bound?: Bound): void {
  if (!bound) return;
  const hours = operator === '<' ? '+ 38' : '- 14';
  if ('instant' in bound) where((p) => `start_at ${operator} ${p}`, bound.instant.toString());
  else where((p) => `start_at ${operator} ${p}::timestamptz ${hours} * interval '1 hour'`, `${bound.date.toString()}T00:00:00Z`);
}

/** One object for each row and no copies: a day of them is read often. */
function viewOf(row: AppointmentRow): AppointmentView {
  const { id, facilityId, patientId, staffId, appointmentTypeId, start, end, resourceIds, status, version } = row;
  const view: AppointmentView = {
    ...{ id, facilityId, patientId, staffId, appointmentTypeId },
    start: instantText(start),
    end: instantText(end),
    ...{ resourceIds, status, version },
  };
  for (const name of PLAIN) {
    if (row[name] !== null) Object.assign(view, { [name]: row[name] });
  }
  for (const name of INSTANTS) {
    if (row[name] !== null) view[name] = instantText(row[name]);
  }
  if (row.feeMinorUnits !== null && row.feeCurrency !== null) {
    view.noShowFee = Money.ofMinor(BigInt(row.feeMinorUnits), row.feeCurrency).toJSON();
  }
  return view;
}
