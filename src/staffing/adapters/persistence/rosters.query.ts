import { type HumanName, NotFound } from '#kernel';
import { instantText, type Sql } from '#persistence';
import type { Contact } from '../../domain/contact.js';
import type { ShiftTemplateFields } from '../../domain/shift-template.js';
import type { RosterSpan, RosterStatus } from '../../domain/roster.js';
import type { Within } from './facilities.query.js';
import { present } from './rows.js';

/** A roster as it is read, with how far it is filled. */
export interface RosterView {
  id: string;
  facilityId: string;
  departmentId: string;
  span: RosterSpan;
  from: string;
  to: string;
  status: RosterStatus;
  publishedAt?: string;
  shifts: number;
  open: number;
  version: number;
}

export interface RosterFilter {
  facilityId?: string;
  departmentId?: string;
  status?: string;
  from?: string;
  to?: string;
}

/** Which rosters may be seen: drafts only where they are made. */
export interface RosterScope {
  managed: Within;
  readable: Within;
}

export interface TemplateView extends ShiftTemplateFields {
  id: string;
  facilityId: string;
  departmentId: string;
  active: boolean;
  version: number;
}

/** Somebody who can be called. */
export interface OnCallRow {
  staffId: string;
  name: HumanName;
  role: string;
  specialties: string[];
  contacts: Contact[];
  shiftId: string;
  start: string;
  end: string;
}

const ROSTER = `
  select r.id, r.facility_id as "facilityId", r.department_id as "departmentId", r.span, r.from_date::text as "from",
    r.to_date::text as "to", r.status, r.published_at as "publishedAt", r.version,
    coalesce(s.shifts, 0)::integer as shifts, coalesce(s.open, 0)::integer as open
  from staffing.rosters r left join lateral (
    select count(*) as shifts, count(*) filter (where status = 'open') as open
    from staffing.shifts where roster_id = r.id and status <> 'cancelled') s on true`;

const VISIBLE = `($1::uuid[] is null or r.facility_id = any($1)
  or r.status in ('published', 'locked') and ($2::uuid[] is null or r.facility_id = any($2)))`;

const TEMPLATE = `
  select id, facility_id as "facilityId", department_id as "departmentId", name, kind, from_time as "from", to_time as "to",
    weekdays, count, role, specialty, active, version
  from staffing.shift_templates`;

/** Rosters, templates and who is on call, for reading. */
export class RostersQuery {
  constructor(private readonly sql: Sql) {}

  /** Latest first; one more than `limit` where there are more. */
  async page(filter: RosterFilter, scope: RosterScope, limit: number, after: readonly string[] = []): Promise<RosterView[]> {
    const asked = [filter.facilityId, filter.departmentId, filter.status, filter.from, filter.to];
    const rows = await this.sql.query<RosterView>(
      `${ROSTER} where ${VISIBLE} and ($3::uuid is null or r.facility_id = $3) and ($4::uuid is null or r.department_id = $4)
       and ($5::text is null or r.status = $5) and ($6::date is null or r.to_date >= $6) and ($7::date is null or r.from_date <= $7)
       and ($8::date is null or (r.from_date, r.id) < ($8::date, $9::uuid))
       order by r.from_date desc, r.id desc limit $10`,
      [...[scope.managed, scope.readable, ...asked, after[0], after[1]].map((value) => value ?? null), limit + 1],
    );
    return rows.map(viewOf);
  }

  /** @throws NotFound where there is none, or it is not visible */
  async one(id: string, { managed, readable }: RosterScope): Promise<RosterView> {
    const row = await this.sql.first<RosterView>(`${ROSTER} where ${VISIBLE} and r.id = $3`, [managed ?? null, readable ?? null, id]);
    if (!row) throw new NotFound('roster');
    return viewOf(row);
  }

  /** In the order in which they were made; one more than `limit` where there are more. */
  async templates(departmentId: string | undefined, within: Within, limit: number, after?: string): Promise<TemplateView[]> {
    const rows = await this.sql.query<TemplateView>(
      `${TEMPLATE} where ($1::uuid is null or department_id = $1) and ($2::uuid[] is null or facility_id = any($2))
       and ($3::uuid is null or id > $3) order by id limit $4`,
      [departmentId ?? null, within ?? null, after ?? null, limit + 1],
    );
    return rows.map((row) => present(row) as TemplateView);
  }

  /** @throws NotFound where there is none, or it is not visible */
  async template(id: string, within: Within): Promise<TemplateView> {
    const text = `${TEMPLATE} where id = $1 and ($2::uuid[] is null or facility_id = any($2))`;
    const row = await this.sql.first<TemplateView>(text, [id, within ?? null]);
    if (!row) throw new NotFound('shift template');
    return present(row) as TemplateView;
  }

  /** Who is on call for a department at an instant. */
  async onCall(departmentId: string, at: Temporal.Instant): Promise<OnCallRow[]> {
    const rows = await this.sql.query<OnCallRow>(
      `select s.id as "staffId", s.name, s.role, s.specialties, s.contacts, h.id as "shiftId", h.start_at as start, h.end_at as "end"
       from staffing.shifts h join staffing.staff_members s on s.id = h.staff_id
       where h.department_id = $1 and h.start_at <= $2 and h.end_at > $2 and h.kind = 'on-call' and h.plan <> 'draft'
         and h.status in ('assigned', 'confirmed', 'in-progress')
       order by h.start_at, s.id`,
      [departmentId, at.toString()],
    );
    return rows.map((row) => ({ ...row, start: instantText(row.start), end: instantText(row.end) }));
  }
}

function viewOf(row: RosterView): RosterView {
  const { publishedAt, ...view } = present(row) as RosterView;
  return publishedAt === undefined ? view : { ...view, publishedAt: instantText(publishedAt) };
}
