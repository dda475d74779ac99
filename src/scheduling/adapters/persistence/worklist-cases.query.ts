import type { Sql } from '#persistence';
import { WorklistCases } from '../../application/worklist-ports.js';
import type { AppointmentStatus } from '../../domain/appointment-machine.js';
import type { WorklistCase, WorklistLine } from '../../domain/worklist-changes.js';

interface CaseRow {
  id: string;
  facility_id: string;
  staff_id: string;
  appointment_type_id: string;
  required_specialty: string | null;
  from: number;
  until: number;
  time_version: number;
  status: AppointmentStatus;
  overridden: boolean;
  upcoming: boolean;
  outages: string[];
  lines: WorklistLine[];
}

/** What can still come about, at the instant `$1`: the condition of the worklist. An appointment is at most a day long. */
export const UPCOMING = `a.status in ('held', 'booked', 'confirmed', 'checked-in') and a.end_at > $1
  and (a.hold_until is null or a.hold_until > $1)`;

/** An override counts for the time that it was given for. */
const CASE = `
  select a.id, a.facility_id, a.staff_id, a.appointment_type_id, t.required_specialty, a.time_version, a.status,
    (extract(epoch from a.start_at) * 1000)::float8 as "from", (extract(epoch from a.end_at) * 1000)::float8 as until,
    a.override_reason is not null and a.time_version = 1 as overridden, (${UPCOMING}) as upcoming,
    array(
      select o.id from scheduling.bookings b
        join scheduling.resource_outages o on o.resource_id = b.thing_id and tstzrange(o.start_at, o.end_at) && b.period
      where b.appointment_id = a.id and b.blocking
    ) as outages,
    coalesce((
      select json_agg(json_build_object('id', d.id, 'timeVersion', d.time_version, 'ground', d.ground, 'subject', d.subject,
        'status', d.status))
      from scheduling.displacements d where d.appointment_id = a.id
    ), '[]') as lines
  from scheduling.appointments a join scheduling.appointment_types t on t.id = a.appointment_type_id`;

export class SqlWorklistCases extends WorklistCases {
  constructor(private readonly sql: Sql) {
    super();
  }

  override async ofAppointments(appointmentIds: readonly string[], now: Temporal.Instant): Promise<WorklistCase[]> {
    const values = [now.toString(), appointmentIds];
    return (await this.sql.query<CaseRow>(`${CASE} where a.id = any($2::uuid[]) order by a.id`, values)).map(caseOf);
  }

  override async ofStaff(staffId: string, now: Temporal.Instant): Promise<WorklistCase[]> {
    const text = `${CASE} where a.staff_id = $2 and a.start_at > $1::timestamptz - interval '1 day' and ${UPCOMING} order by a.id`;
    return (await this.sql.query<CaseRow>(text, [now.toString(), staffId])).map(caseOf);
  }

  override async having(resourceId: string, now: Temporal.Instant): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      `select a.id from scheduling.bookings b join scheduling.appointments a on a.id = b.appointment_id
       where b.thing_id = $2 and b.blocking and b.period && tstzrange($1::timestamptz - interval '1 day', null) and ${UPCOMING}`,
      [now.toString(), resourceId],
    );
    return rows.map(({ id }) => id);
  }

  override async staffAt(facilityId: string, now: Temporal.Instant): Promise<string[]> {
    const rows = await this.sql.query<{ staff_id: string }>(
      `select distinct a.staff_id from scheduling.appointments a
       where a.facility_id = $2 and a.start_at > $1::timestamptz - interval '1 day' and ${UPCOMING} order by a.staff_id`,
      [now.toString(), facilityId],
    );
    return rows.map(({ staff_id }) => staff_id);
  }

  override async inTurn(staffId: string): Promise<void> {
    await this.sql.lock(`select pg_advisory_xact_lock(hashtextextended('scheduling.review ' || $1, 0))`, [staffId]);
  }
}

function caseOf(row: CaseRow): WorklistCase {
  return {
    appointmentId: row.id,
    facilityId: row.facility_id,
    staffId: row.staff_id,
    appointmentTypeId: row.appointment_type_id,
    requiredSpecialty: row.required_specialty ?? undefined,
    time: { from: row.from, until: row.until },
    timeVersion: row.time_version,
    status: row.status,
    overridden: row.overridden,
    upcoming: row.upcoming,
    outages: row.outages,
    lines: row.lines,
  };
}
