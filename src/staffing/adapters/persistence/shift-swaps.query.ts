import { NotFound } from '#kernel';
import { instantText, type Sql } from '#persistence';
import type { SwapStatus } from '../../domain/shift-swap.js';
import type { Within } from './facilities.query.js';
import { present } from './rows.js';

/** A swap as it is read. */
export interface SwapView {
  id: string;
  facilityId: string;
  departmentId: string;
  shiftId: string;
  requesterId: string;
  colleagueId: string;
  inReturnShiftId?: string;
  reason?: string;
  status: SwapStatus;
  expiresAt: string;
  rejectReason?: string;
  /** Whoever leads the department decides as well. */
  headId?: string;
  version: number;
}

export interface SwapFilter {
  departmentId?: string;
  staffId?: string;
  status?: string;
}

/** Which swaps may be seen: one's own, those of the department that one leads, all where rosters are made. */
export interface SwapScope {
  managed: Within;
  ownStaffId?: string;
}

const SELECT = `
  select w.id, w.facility_id as "facilityId", w.department_id as "departmentId", w.shift_id as "shiftId",
    w.requester_id as "requesterId", w.colleague_id as "colleagueId", w.in_return_shift_id as "inReturnShiftId", w.reason,
    w.status, w.expires_at as "expiresAt", w.reject_reason as "rejectReason", d.head_id as "headId", w.version
  from staffing.shift_swaps w join staffing.departments d on d.id = w.department_id`;

const VISIBLE = `($1::uuid[] is null or w.facility_id = any($1)
  or w.requester_id = $2::uuid or w.colleague_id = $2::uuid or d.head_id = $2::uuid)`;

/** Swaps for reading. */
export class ShiftSwapsQuery {
  constructor(private readonly sql: Sql) {}

  /** Latest first; one more than `limit` where there are more. */
  async page(filter: SwapFilter, { managed, ownStaffId }: SwapScope, limit: number, after?: string): Promise<SwapView[]> {
    const { departmentId, staffId, status } = filter;
    const rows = await this.sql.query<SwapView>(
      `${SELECT} where ${VISIBLE} and ($3::uuid is null or w.department_id = $3)
       and ($4::uuid is null or w.requester_id = $4 or w.colleague_id = $4) and ($5::text is null or w.status = $5)
       and ($6::uuid is null or w.id < $6) order by w.id desc limit $7`,
      [managed ?? null, ownStaffId ?? null, departmentId ?? null, staffId ?? null, status ?? null, after ?? null, limit + 1],
    );
    return rows.map(viewOf);
  }

  /** @throws NotFound where there is none, or it is not visible */
  async one(id: string, { managed, ownStaffId }: SwapScope): Promise<SwapView> {
    const row = await this.sql.first<SwapView>(`${SELECT} where ${VISIBLE} and w.id = $3`, [managed ?? null, ownStaffId ?? null, id]);
    if (!row) throw new NotFound('shift swap');
    return viewOf(row);
  }
}

function viewOf(row: SwapView): SwapView {
  return { ...(present(row) as SwapView), expiresAt: instantText(row.expiresAt) };
}
