import type { Sql } from '#persistence';
import type { HumanName } from '#kernel';
import type { AvailabilityException } from '../../domain/availability.js';
import type { AvailabilityRule } from '../../domain/availability-rules.js';
import type { SettingsOverrides } from '../../domain/facility-settings.js';
import type { Window } from '../../domain/interval.js';
import type { LeaveDays } from '../../domain/leave-days.js';
import type { StaffRole } from '../../domain/staff-role.js';

interface ShiftSpan {
  from: string;
  to: string;
}

/** One member of staff with all that bears on booking them, as the tables have it. */
export interface DutyRow {
  id: string;
  facility_id: string;
  department_id: string | null;
  name: HumanName;
  role: StaffRole;
  specialties: string[];
  employment_start: string;
  employment_end: string | null;
  time_zone: string | null;
  capacity: number | null;
  rules: AvailabilityRule[] | null;
  exceptions: AvailabilityException[] | null;
  credentials: { kind: string; validFrom: string; validUntil: string; suspendedAt: string | null }[];
  /** Approved leave. */
  leave: ({ id: string } & LeaveDays)[];
  /** Whether the facility or one of its departments asks for a roster. */
  rostering: boolean;
  /** Published shifts, where the person's department or else the facility asks for a roster. */
  shifts?: ShiftSpan[];
  facility_name: string;
  facility_zone: string;
  currency: string;
  settings: SettingsOverrides;
}

const SELECT = `
  select s.id, s.facility_id, s.department_id, s.name, s.role, s.specialties,
    s.employment_start::text, s.employment_end::text, a.time_zone, a.capacity, a.rules, a.exceptions,
    f.name as facility_name, f.time_zone as facility_zone, f.currency, f.settings, f.rostering,
    coalesce((
      select json_agg(json_build_object(
        'kind', c.kind, 'validFrom', c.valid_from, 'validUntil', c.valid_until, 'suspendedAt', c.suspended_at))
      from staffing.credentials c
      where c.staff_id = s.id and c.valid_until >= $1::date and c.valid_from <= $2::date
    ), '[]') as credentials,
    coalesce((
      select json_agg(json_build_object('id', l.id, 'from', l.from_date, 'to', l.to_date, 'fromHalf', l.from_half, 'toHalf', l.to_half))
      from staffing.leave_requests l
      where l.staff_id = s.id and l.status = 'approved' and daterange(l.from_date, l.to_date, '[]') && daterange($1, $2, '[]')
    ), '[]') as leave
  from staffing.staff_members s join staffing.facilities f on f.id = s.facility_id`;

const SHIFTS = `
  select s.id, coalesce((
      select json_agg(json_build_object('from', h.start_at, 'to', h.end_at))
      from staffing.shifts h
      where h.staff_id = s.id and h.plan <> 'draft' and h.kind <> 'on-call' and h.status not in ('open', 'absent', 'cancelled')
        and h.end_at > $1::date and h.start_at < $2::date
    ), '[]') as shifts
  from staffing.staff_members s join staffing.facilities f on f.id = s.facility_id
    left join staffing.departments d on d.id = s.department_id
  where s.id = any($3::uuid[])
    and coalesce(d.rostering_required, (f.settings -> 'scheduling' ->> 'rosteringRequired')::boolean, false)`;

/** Reads duty in one statement, since every booking asks; in a second one where a roster is asked for. */
export class DutyQuery {
  constructor(private readonly sql: Sql) {}

  async byIds(staffIds: readonly string[], window: Window): Promise<DutyRow[]> {
    const text = `${SELECT} left join staffing.availabilities a on a.staff_id = s.id where s.id = any($3::uuid[])`;
    return this.withShifts(await this.sql.lookups<DutyRow>(text, [window.dayBefore, window.dayAfter, staffIds]), window);
  }

  /** Those of a facility who have an availability, and every one of the specialties. */
  async byFacility(facilityId: string, specialties: readonly string[], window: Window): Promise<DutyRow[]> {
    const text = `${SELECT} join staffing.availabilities a on a.staff_id = s.id
      where s.facility_id = $3 and s.specialties @> $4::text[] order by s.id`;
    return this.withShifts(await this.sql.query<DutyRow>(text, [window.dayBefore, window.dayAfter, facilityId, specialties]), window);
  }

  private async withShifts(rows: DutyRow[], { dayBefore, dayAfter }: Window): Promise<DutyRow[]> {
    const rostering = rows.filter((row) => row.rostering).map(({ id }) => id);
    if (rostering.length === 0) return rows;
    const found = await this.sql.query<{ id: string; shifts: ShiftSpan[] }>(SHIFTS, [dayBefore, dayAfter, rostering]);
    const shifts = new Map(found.map((each) => [each.id, each.shifts]));
    return rows.map((row) => ({ ...row, shifts: shifts.get(row.id) }));
  }
}
