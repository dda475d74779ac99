import { type HumanName, NotFound } from '#kernel';
import type { Sql } from '#persistence';
import type { Contact } from '../../domain/contact.js';
import type { ExternalIdentifier } from '../../domain/external-identifier.js';
import { folded } from '../../domain/sort-name.js';
import type { StaffRole } from '../../domain/staff-role.js';
import type { Within } from './facilities.query.js';
import { present } from './rows.js';

/** A member of staff as they are read. */
export interface StaffView {
  id: string;
  facilityId: string;
  departmentId?: string;
  name: HumanName;
  role: StaffRole;
  specialties: string[];
  contacts: Contact[];
  responsibilities: string[];
  identifiers: ExternalIdentifier[];
  employmentStart: string;
  employmentEnd?: string;
  version: number;
}

/** Which people are asked for; every member narrows. */
export interface StaffFilter {
  facilityId?: string;
  departmentId?: string;
  role?: string;
  specialty?: string;
  /** Beginnings of any of their names, in any order, without case and accents. */
  q?: string;
}

type StaffRow = StaffView & { sortName: string };

const SELECT = `
  select id, facility_id as "facilityId", department_id as "departmentId", name, role, specialties, contacts, responsibilities,
    identifiers, employment_start as "employmentStart", employment_end as "employmentEnd", version, sort_name as "sortName"
  from staffing.staff_members`;

/** People for reading. */
export class StaffQuery {
  constructor(private readonly sql: Sql) {}

  /** By name, family name first; one more than `limit` where there are more. */
  async page(filter: StaffFilter, within: Within, limit: number, after?: readonly string[]): Promise<StaffRow[]> {
    const values: unknown[] = [];
    const conditions = conditionsOf(filter, within, after, (value) => `$${values.push(value)}`);
    const where = conditions.length > 0 ? `where ${conditions.join(' and ')}` : '';
    const text = `${SELECT} ${where} order by sort_name collate "C", id limit $${values.push(limit + 1)}`;
    const rows = await this.sql.query<StaffRow>(text, values);
    return rows.map(present);
  }

  /** @throws NotFound where there is nobody, or nobody of these facilities */
  async one(id: string, within: Within): Promise<StaffView> {
    const text = `${SELECT} where id = $1 and ($2::uuid[] is null or facility_id = any($2))`;
    const row = await this.sql.first<StaffRow>(text, [id, within ?? null]);
    if (!row) throw new NotFound('staff member');
    return viewOf(present(row));
  }
}

export function viewOf({ sortName: _, ...view }: StaffRow): StaffView {
  return view;
}

type Bind = (value: unknown) => string;

function conditionsOf(filter: StaffFilter, within: Within, after: readonly string[] | undefined, bind: Bind): string[] {
  const { facilityId, departmentId, role, specialty, q } = filter;
  const conditions: string[] = [];
  if (within) conditions.push(`facility_id = any(${bind(within)}::uuid[])`);
  if (facilityId) conditions.push(`facility_id = ${bind(facilityId)}`);
  if (departmentId) conditions.push(`department_id = ${bind(departmentId)}`);
  if (role) conditions.push(`role = ${bind(role)}`);
  if (specialty) conditions.push(`specialties @> array[${bind(specialty)}::text]`);
  if (q !== undefined) conditions.push(...namedLike(q, bind));
  if (after) conditions.push(`(sort_name collate "C", id) > (${bind(after[0])}::text collate "C", ${bind(after[1])}::uuid)`);
  return conditions;
}

/** A text without any letter or digit finds nobody. The words hold nothing that means something to LIKE. */
function namedLike(q: string, bind: Bind): string[] {
  const words = folded(q).split(' ').filter((word) => word !== '');
  return words.length > 0 ? words.map((word) => `(' ' || sort_name) like ${bind(`% ${word}%`)}`) : ['false'];
}
