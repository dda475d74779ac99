import { NotFound } from '#kernel';
import { instantText, type Sql } from '#persistence';
import type { ShiftKind } from '../../domain/shift.js';
import type { PlanState, ShiftStatus } from '../../domain/shift-machine.js';
import type { Within } from './facilities.query.js';
import { present } from './rows.js';

/** A shift as it is read. */
export interface ShiftView {
  id: string;
  facilityId: string;
  departmentId: string;
  rosterId?: string;
  templateId?: string;
  staffId?: string;
  kind: ShiftKind;
  start: string;
  end: string;
  role?: string;
  specialty?: string;
  status: ShiftStatus;
  plan: PlanState;
  overrideReason?: string;
  overriddenRules: string[];
  cancelReason?: string;
  successorId?: string;
  version: number;
}

/** Which shifts are asked for; every member narrows. */
export interface ShiftFilter {
  facilityId?: string;
  departmentId?: string;
  staffId?: string;
  rosterId?: string;
  status?: string;
  kind?: string;
  /** Shifts that lie at least partly after the one and before the other instant. */
  from?: string;
  to?: string;
}

/** Which shifts may be seen: drafts only where they are planned. */
export interface PlanScope {
  managed: Within;
  readable: Within;
  ownStaffId?: string;
}

const SELECT = `
  select id, facility_id as "facilityId", department_id as "departmentId", roster_id as "rosterId", template_id as "templateId",
    staff_id as "staffId", kind, start_at as start, end_at as "end", role, specialty, status, plan,
    override_reason as "overrideReason", overridden_rules as "overriddenRules", cancel_reason as "cancelReason",
    successor_id as "successorId", version
  from staffing.shifts`;

const VISIBLE = `(
  $1::uuid[] is null or facility_id = any($1)
  or plan <> 'draft' and ($2::uuid[] is null or facility_id = any($2) or staff_id = $3::uuid))`;

/** Shifts for reading. */
export class ShiftsQuery {
  constructor(private readonly sql: Sql) {}

  /** By start; one more than `limit` where there are more. */
  async page(filter: ShiftFilter, scope: PlanScope, limit: number, after?: readonly string[]): Promise<ShiftView[]> {
    const values = scopeValues(scope);
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const conditions = [VISIBLE, ...conditionsOf(filter, bind)];
    if (after) conditions.push(`(start_at, id) > (${bind(after[0])}::timestamptz, ${bind(after[1])}::uuid)`);
    const text = `${SELECT} where ${conditions.join(' and ')} order by start_at, id limit ${bind(limit + 1)}`;
    return (await this.sql.query<ShiftView>(text, values)).map(viewOf);
  }

  /** @throws NotFound where there is none, or it is not visible */
  async one(id: string, scope: PlanScope): Promise<ShiftView> {
    const row = await this.sql.first<ShiftView>(`${SELECT} where ${VISIBLE} and id = $4`, [...scopeValues(scope), id]);
    if (!row) throw new NotFound('shift');
    return viewOf(row);
  }
}

function scopeValues({ managed, readable, ownStaffId }: PlanScope): unknown[] {
  return [managed ?? null, readable ?? null, ownStaffId ?? null];
}

function conditionsOf(filter: ShiftFilter, bind: (value: unknown) => string): string[] {
  const { facilityId, departmentId, staffId, rosterId, status, kind, from, to } = filter;
  const equal = { facility_id: facilityId, department_id: departmentId, staff_id: staffId, roster_id: rosterId, status, kind };
  const conditions = Object.entries(equal).flatMap(([column, value]) => (value === undefined ? [] : [`${column} = ${bind(value)}`]));
  if (from !== undefined) conditions.push(`end_at > ${bind(from)}::timestamptz`);
  if (to !== undefined) conditions.push(`start_at < ${bind(to)}::timestamptz`);
  return conditions;
}

function viewOf(row: ShiftView): ShiftView {
  return { ...(present(row) as ShiftView), start: instantText(row.start), end: instantText(row.end) };
}
