import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import {
  type Caller,
  CurrentCaller,
  cursorKey,
  DEFAULT_LIMIT,
  IfMatch,
  mayAt,
  Operation,
  type Page,
  pageOf,
  PathId,
  Permission,
  publishMachine,
  Tag,
  Writes,
} from '#http';
import { NotFound } from '#kernel';
import { ApproveLeave, CancelLeave, RejectLeave } from '../../application/decide-leave.js';
import { LeaveImpact } from '../../application/leave-impact.js';
import { RequestLeave } from '../../application/request-leave.js';
import { leaveMachine } from '../../domain/leave-machine.js';
import { LeaveQuery, type LeaveScope, type LeaveView } from '../persistence/leave.query.js';
import { PlacementQuery } from '../persistence/placement.query.js';
import { facilitiesWith } from './facility-scope.js';
import { leaveAnswer, MANAGE, personOf, viewOfLeave } from './leave-answer.js';
import { impactAnswer } from './leave-impact-answer.js';
import { ApprovedLeaveAnswer } from './leave-impact.dto.js';
import { LeaveAnswer, LeavePageQuery, LeaveReasonBody, RequestLeaveBody } from './leave.dto.js';

const REQUEST = 'leave:request';
const STEP = { answer: LeaveAnswer, status: 200, errors: { 409: ['invalid-transition'] } } as const;

publishMachine('leave-request', leaveMachine);

@Tag('Leave', 'Who is away on which days. Approved leave closes bookable time; staff ask for and see their own.')
@Controller('leave-requests')
export class LeaveController {
  constructor(
    private readonly query: LeaveQuery,
    private readonly placement: PlacementQuery,
    private readonly request: RequestLeave,
    private readonly approve: ApproveLeave,
    private readonly reject: RejectLeave,
    private readonly cancel: CancelLeave,
    private readonly impact: LeaveImpact,
  ) {}

  @Post()
  @Permission(REQUEST)
  @Writes('leave-request.create')
  @Operation({
    summary: 'Request leave',
    description: 'For oneself; for somebody else with the permission `leave:manage`.',
    answer: LeaveAnswer,
    errors: { 404: ['not-found'], 422: ['invalid-leave-period'] },
  })
  async requestLeave(@CurrentCaller() caller: Caller, @Body() body: RequestLeaveBody): Promise<LeaveAnswer> {
    const { staffId, kind, reason, fromHalf, toHalf } = body;
    const facilityId = await this.placement.facilityOfStaff(staffId);
    if (facilityId === undefined || !(caller.staffId === staffId || mayAt(caller, MANAGE, facilityId))) throw new NotFound('staff member');
    const days = { from: Temporal.PlainDate.from(body.from), to: Temporal.PlainDate.from(body.to), fromHalf, toHalf };
    const made = await this.request.execute({ facilityId, staffId, kind, reason, ...days, requestedBy: caller.userId });
    return leaveAnswer(viewOfLeave(made), caller);
  }

  @Get()
  @Permission(REQUEST)
  @Operation({ summary: 'List leave requests by their first day', page: LeaveAnswer })
  async listLeaveRequests(@CurrentCaller() caller: Caller, @Query() query: LeavePageQuery): Promise<Page<LeaveAnswer>> {
    const { limit = DEFAULT_LIMIT, cursor, ...filter } = query;
    const rows = await this.query.page(filter, scopeOf(caller), limit, cursorKey(cursor, ['text', 'uuid']));
    return pageOf(
      rows,
      limit,
      ({ from, id }) => [from, id],
      (row) => leaveAnswer(row, caller),
    );
  }

  @Get(':id')
  @Permission(REQUEST)
  @Operation({ summary: 'Read a leave request', answer: LeaveAnswer })
  async readLeaveRequest(@CurrentCaller() caller: Caller, @PathId('leave request') id: string): Promise<LeaveAnswer> {
    return leaveAnswer(await this.query.one(id, scopeOf(caller)), caller);
  }

  @Post(':id/approve')
  @Permission(MANAGE)
  @Writes('leave-request.approve')
  @Operation({
    summary: 'Approve leave and close its days',
    description: `Answers with the appointments and shifts that it affects, and times and people that can stand in for them. The head of
the department is told by e-mail, where there are any.`,
    answer: ApprovedLeaveAnswer,
    status: 200,
    errors: { 409: ['invalid-transition', 'leave-overlap'], 422: ['own-leave', 'leave-entitlement-exceeded'] },
  })
  async approveLeave(
    @CurrentCaller() caller: Caller,
    @PathId('leave request') leaveRequestId: string,
    @IfMatch() expectedVersion: number | undefined,
  ): Promise<ApprovedLeaveAnswer> {
    await this.expectManaged(leaveRequestId, caller);
    const approved = await this.approve.execute({ leaveRequestId, expectedVersion, by: personOf(caller) });
    return { ...leaveAnswer(viewOfLeave(approved), caller), impact: impactAnswer(await this.impact.ofApproved(approved)) };
  }

  @Post(':id/reject')
  @Permission(MANAGE)
  @Writes('leave-request.reject')
  @Operation({ ...STEP, summary: 'Refuse leave' })
  async rejectLeave(
    @CurrentCaller() caller: Caller,
    @PathId('leave request') leaveRequestId: string,
    @IfMatch() expectedVersion: number | undefined,
    @Body() { reason }: LeaveReasonBody,
  ): Promise<LeaveAnswer> {
    await this.expectManaged(leaveRequestId, caller);
    const rejected = await this.reject.execute({ leaveRequestId, expectedVersion, by: personOf(caller), reason });
    return leaveAnswer(viewOfLeave(rejected), caller);
  }

  @Post(':id/cancel')
  @Permission(REQUEST)
  @Writes('leave-request.cancel')
  @Operation({ ...STEP, summary: 'Withdraw a leave request, or take an approval back' })
  async cancelLeave(
    @CurrentCaller() caller: Caller,
    @PathId('leave request') leaveRequestId: string,
    @IfMatch() expectedVersion: number | undefined,
    @Body() { reason }: LeaveReasonBody,
  ): Promise<LeaveAnswer> {
    const { facilityId } = await this.query.one(leaveRequestId, scopeOf(caller));
    const manages = mayAt(caller, MANAGE, facilityId);
    const cancelled = await this.cancel.execute({ leaveRequestId, expectedVersion, by: personOf(caller), manages, reason });
    return leaveAnswer(viewOfLeave(cancelled), caller);
  }

  /** Their own is visible to them, so what forbids them to decide on it is told as what it is. */
  private expectManaged(id: string, caller: Caller): Promise<LeaveView> {
    return this.query.one(id, { within: facilitiesWith(MANAGE, caller) });
  }
}

function scopeOf(caller: Caller): LeaveScope {
  return { within: facilitiesWith(MANAGE, caller), ownStaffId: caller.staffId };
}
