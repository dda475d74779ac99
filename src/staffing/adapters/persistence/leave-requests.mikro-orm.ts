import { defineEntity, p } from '@mikro-orm/core';
import { NotFound } from '#kernel';
import { type Entities, explainConstraint, InstantType, PlainDateType, type Sql } from '#persistence';
import { LeaveOverlap, OwnLeave } from '../../domain/leave-errors.js';
import type { Half } from '../../domain/leave-days.js';
import type { LeaveStatus } from '../../domain/leave-machine.js';
import { LeaveRequests } from '../../domain/leave-registers.js';
import { LeaveRequest } from '../../domain/leave-request.js';
import type { DaysByYear } from '../../domain/working-days.js';

export const LeaveRequestMapping = defineEntity({
  class: LeaveRequest as never,
  tableName: 'leave_requests',
  schema: 'staffing',
  properties: {
    id: p.uuid().primary(),
    facilityId: p.uuid(),
    staffId: p.uuid(),
    from: p.type(PlainDateType).fieldName('from_date'),
    to: p.type(PlainDateType).fieldName('to_date'),
    fromHalf: p.text().$type<Half>(),
    toHalf: p.text().$type<Half>(),
    kind: p.text(),
    reason: p.text().nullable(),
    status: p.text().$type<LeaveStatus>(),
    requestedBy: p.uuid(),
    decidedBy: p.uuid().nullable(),
    cancelledBy: p.uuid().nullable(),
    approvedByStaffId: p.uuid().nullable(),
    decidedAt: p.type(InstantType).nullable(),
    decisionReason: p.text().nullable(),
    cancelReason: p.text().nullable(),
    workingDays: p.json<DaysByYear>().fieldName('days_taken').nullable(),
    version: p.integer().version(),
  },
});

explainConstraint('leave_requests_no_overlap', () => new LeaveOverlap());
explainConstraint('leave_requests_not_own', () => new OwnLeave());
explainConstraint('leave_requests_staff', () => new NotFound('staff member'));

export class MikroOrmLeaveRequests extends LeaveRequests {
  constructor(
    private readonly entities: Entities,
    private readonly sql: Sql,
  ) {
    super();
  }

  override add(request: LeaveRequest): void {
    this.entities.add(request);
  }

  override async get(id: string): Promise<LeaveRequest> {
    const request = await this.entities.find(LeaveRequest as never, { id } as never);
    if (!request) throw new NotFound('leave request');
    return request as LeaveRequest;
  }

  override save(): Promise<void> {
    return this.entities.save();
  }

  /** A weaker lock than a foreign key's, so that nobody's booking waits for it. */
  override async inTurn(staffId: string): Promise<void> {
    await this.sql.lock('select 1 from staffing.staff_members where id = $1 for no key update', [staffId]);
  }

  override async approvedDays(staffId: string, kind: string, year: number): Promise<number> {
    const row = await this.sql.first<{ days: number }>(
      `select coalesce(sum((days_taken ->> $3)::numeric), 0)::float8 as days from staffing.leave_requests
       where staff_id = $1 and kind = $2 and status = 'approved'`,
      [staffId, kind, String(year)],
    );
    return row?.days ?? 0;
  }
}
