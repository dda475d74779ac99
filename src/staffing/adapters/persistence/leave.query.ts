import { NotFound } from '#kernel';
import { instantText, type Sql } from '#persistence';
import type { Half } from '../../domain/leave-days.js';
import type { LeaveStatus } from '../../domain/leave-machine.js';
import type { Within } from './facilities.query.js';
import { present } from './rows.js';

/** A leave request as it is read. */
export interface LeaveView {
  id: string;
  facilityId: string;
  staffId: string;
  from: string;
  to: string;
  fromHalf: Half;
  toHalf: Half;
  kind: string;
  reason?: string;
  status: LeaveStatus;
  requestedBy: string;
  decidedBy?: string;
  cancelledBy?: string;
  decidedAt?: string;
  decisionReason?: string;
  cancelReason?: string;
  workingDays?: number;
  version: number;
}

/** Which requests are asked for; every member narrows. */
export interface LeaveFilter {
  staffId?: string;
  facilityId?: string;
  status?: string;
  kind?: string;
  /** Leave that reaches into these days, both inclusive. */
  from?: string;
  to?: string;
}

/** Whose leave somebody may see: all of some facilities, and their own. */
export interface LeaveScope {
  within: Within;
  ownStaffId?: string;
}

/** How much of a kind of leave somebody has. */
export interface EntitlementView {
  staffId: string;
  kind: string;
  year: number;
  days: number;
  usedDays: number;
  remainingDays: number;
  version: number;
}

const SELECT = `
  select id, facility_id as "facilityId", staff_id as "staffId", from_date as "from", to_date as "to", from_half as "fromHalf",
    to_half as "toHalf", kind, reason, status,
    requested_by as "requestedBy", decided_by as "decidedBy", cancelled_by as "cancelledBy", decided_at as "decidedAt",
    decision_reason as "decisionReason", cancel_reason as "cancelReason",
    (select sum(days::numeric)::float8 from jsonb_each_text(days_taken) as each (year, days)) as "workingDays", version
  from staffing.leave_requests`;

const VISIBLE = '($1::uuid[] is null or facility_id = any($1) or staff_id = $2::uuid)';

/** Leave for reading. */
export class LeaveQuery {
  constructor(private readonly sql: Sql) {}

  /** By first day; one more than `limit` where there are more. */
  async page(filter: LeaveFilter, { within, ownStaffId }: LeaveScope, limit: number, after: string[] = []): Promise<LeaveView[]> {
    const { staffId, facilityId, status, kind, from, to } = filter;
    const rows = await this.sql.query<LeaveView>(
      `${SELECT} where ${VISIBLE} and ($3::uuid is null or staff_id = $3) and ($4::uuid is null or facility_id = $4)
       and ($5::text is null or status = $5) and ($6::text is null or kind = $6)
       and ($7::date is null or to_date >= $7) and ($8::date is null or from_date <= $8)
       and ($9::text is null or (from_date::text collate "C", id) > ($9 collate "C", $10::uuid)) order by from_date, id limit $11`,
      [within, ownStaffId, staffId, facilityId, status, kind, from, to, after[0], after[1], limit + 1].map((value) => value ?? null),
    );
    return rows.map(viewOf);
  }

  /** @throws NotFound */
  async one(id: string, { within, ownStaffId }: LeaveScope): Promise<LeaveView> {
    const [row] = await this.sql.query<LeaveView>(`${SELECT} where ${VISIBLE} and id = $3`, [within ?? null, ownStaffId ?? null, id]);
    if (!row) throw new NotFound('leave request');
    return viewOf(row);
  }

  /** By year and kind. */
  entitlements(staffId: string, year: number | undefined): Promise<EntitlementView[]> {
    return this.sql.query(
      `select staff_id as "staffId", kind, year, half_days::float8 / 2 as days, used_half_days::float8 / 2 as "usedDays",
         (half_days - used_half_days)::float8 / 2 as "remainingDays", version
       from staffing.leave_entitlements where staff_id = $1 and ($2::integer is null or year = $2) order by year, kind`,
      [staffId, year ?? null],
    );
  }
}

function viewOf(row: LeaveView): LeaveView {
  const known = present(row);
  return known.decidedAt === undefined ? known : { ...known, decidedAt: instantText(known.decidedAt) };
}
