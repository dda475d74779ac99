import { NotFound } from '#kernel';
import type { Sql } from '#persistence';
import { type DepartmentSurroundings, type PlannedShift, StaffPlans } from '../../application/roster-ports.js';
import type { CoverRule } from '../../domain/cover.js';
import type { HeldCredential } from '../../domain/duty-gaps.js';
import { settingsInForce, type SettingsOverrides } from '../../domain/facility-settings.js';
import type { RosteredPerson, Stretch, WorkedShift } from '../../domain/work-rules.js';
import { present } from './rows.js';

const PEOPLE = `
  select s.id as "staffId", s.facility_id as "facilityId", s.role, s.specialties,
    s.employment_start::text as "employmentStart", s.employment_end::text as "employmentEnd",
    coalesce((
      select json_agg(json_build_object(
        'kind', c.kind, 'validFrom', c.valid_from, 'validUntil', c.valid_until, 'suspendedAt', c.suspended_at))
      from staffing.credentials c where c.staff_id = s.id
    ), '[]') as credentials,
    coalesce((
      select json_agg(json_build_object('from', l.from_date, 'to', l.to_date, 'fromHalf', l.from_half, 'toHalf', l.to_half))
      from staffing.leave_requests l where l.staff_id = s.id and l.status = 'approved'
    ), '[]') as leave
  from staffing.staff_members s`;

const SHIFTS = `
  select id, facility_id as "facilityId", department_id as "departmentId", kind, role, specialty, status, staff_id as "staffId",
    overridden_rules as overridden, (extract(epoch from start_at) * 1000)::float8 as "from",
    (extract(epoch from end_at) * 1000)::float8 as until
  from staffing.shifts`;

/** Times that neither were cancelled nor missed. */
const COUNTS = `status not in ('absent', 'cancelled')`;
const WITHIN = 'end_at > to_timestamp($2::float8 / 1000) and start_at < to_timestamp($3::float8 / 1000)';

type PersonRow = Omit<RosteredPerson, 'credentials'> & { credentials: (HeldCredential & { suspendedAt: string | null })[] };

interface SurroundingsRow {
  facilityId: string;
  timeZone: string;
  settings: SettingsOverrides;
  coverRules: CoverRule[];
  headId: string | null;
}

export class SqlStaffPlans extends StaffPlans {
  constructor(private readonly sql: Sql) {
    super();
  }

  /** A weaker lock than a foreign key's, so that nobody's booking waits for it; in a fixed order, so that no two wait crosswise. */
  override async inTurn(staffIds: readonly string[]): Promise<void> {
    await this.sql.lock('select 1 from staffing.staff_members where id = any($1::uuid[]) order by id for no key update', [staffIds]);
  }

  override async departmentsInTurn(departmentIds: readonly string[]): Promise<void> {
    await this.sql.lock('select 1 from staffing.departments where id = any($1::uuid[]) order by id for no key update', [departmentIds]);
  }

  override async surroundings(departmentId: string): Promise<DepartmentSurroundings> {
    const row = await this.sql.first<SurroundingsRow>(
      `select f.id as "facilityId", f.time_zone as "timeZone", f.settings, d.cover_rules as "coverRules", d.head_id as "headId"
       from staffing.departments d join staffing.facilities f on f.id = d.facility_id where d.id = $1`,
      [departmentId],
    );
    if (!row) throw new NotFound('department');
    return { ...row, departmentId, settings: settingsInForce(row.settings), headId: row.headId ?? undefined };
  }

  override async people(staffIds: readonly string[]): Promise<RosteredPerson[]> {
    const rows = await this.sql.query<PersonRow>(`${PEOPLE} where s.id = any($1::uuid[]) order by s.id`, [staffIds]);
    return rows.map(personOf);
  }

  override async team(departmentId: string, from: Temporal.PlainDate, to: Temporal.PlainDate): Promise<RosteredPerson[]> {
    const rows = await this.sql.query<PersonRow>(
      `${PEOPLE} where s.department_id = $1 and s.employment_start <= $3::date and coalesce(s.employment_end, 'infinity') >= $2::date
       order by s.id`,
      [departmentId, from.toString(), to.toString()],
    );
    return rows.map(personOf);
  }

  override async worked(staffIds: readonly string[], { from, until }: Stretch): Promise<Map<string, WorkedShift[]>> {
    const text = `${SHIFTS} where staff_id = any($1::uuid[]) and ${COUNTS} and ${WITHIN} order by start_at, id`;
    const shifts = (await this.sql.query<PlannedShift>(text, [staffIds, from, until])).map(present) as PlannedShift[];
    const worked = new Map<string, WorkedShift[]>(staffIds.map((id) => [id, []]));
    for (const shift of shifts) worked.get(shift.staffId!)?.push(shift);
    return worked;
  }

  override async plannedAfter(staffId: string, at: Temporal.Instant): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      `select id from staffing.shifts where staff_id = $1 and status in ('assigned', 'confirmed') and end_at > $2 order by id`,
      [staffId, at.toString()],
    );
    return rows.map(({ id }) => id);
  }

  override async timeZoneOf(facilityId: string): Promise<string> {
    const row = await this.sql.first<{ time_zone: string }>('select time_zone from staffing.facilities where id = $1', [facilityId]);
    if (!row) throw new NotFound('facility');
    return row.time_zone;
  }

  override async ofRoster(rosterId: string): Promise<PlannedShift[]> {
    const text = `${SHIFTS} where roster_id = $1 and ${COUNTS} order by start_at, id`;
    return (await this.sql.query<PlannedShift>(text, [rosterId])).map(present) as PlannedShift[];
  }

  override async present(departmentId: string, { from, until }: Stretch): Promise<PlannedShift[]> {
    const text = `${SHIFTS} where department_id = $1 and staff_id is not null and kind <> 'on-call' and ${COUNTS} and ${WITHIN}`;
    return (await this.sql.query<PlannedShift>(`${text} order by start_at, id`, [departmentId, from, until])).map(present) as PlannedShift[];
  }
}

function personOf({ credentials, ...row }: PersonRow): RosteredPerson {
  return { ...present(row), credentials: credentials.map((each) => ({ ...each, suspendedAt: each.suspendedAt ?? undefined })) };
}
