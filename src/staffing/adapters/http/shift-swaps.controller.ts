import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import {
  type Caller,
  CurrentCaller,
  cursorKey,
  DEFAULT_LIMIT,
  Forbidden,
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
import { AnswerSwap } from '../../application/answer-swap.js';
import { ApproveSwap } from '../../application/approve-swap.js';
import { RequestSwap } from '../../application/request-swap.js';
import { type ShiftSwap, type SwapAction, swapMachine } from '../../domain/shift-swap.js';
import { ShiftSwapsQuery, type SwapView } from '../persistence/shift-swaps.query.js';
import { ShiftsQuery } from '../persistence/shifts.query.js';
import { facilitiesWith } from './facility-scope.js';
import { planScope } from './plan-scope.js';
import { RejectSwapBody, RequestSwapBody, SwapAnswer, SwapListQuery } from './shift-swaps.dto.js';

const OWN = 'shift:own';
const MANAGE = 'roster:manage';

type Version = number | undefined;

publishMachine('shift-swap', swapMachine);

@Tag('Shift swaps', 'One person’s shift for a colleague’s, or for nothing: asked for, accepted, approved, and applied at once.')
@Controller('shift-swaps')
export class ShiftSwapsController {
  constructor(
    private readonly query: ShiftSwapsQuery,
    private readonly shifts: ShiftsQuery,
    private readonly request: RequestSwap,
    private readonly answer: AnswerSwap,
    private readonly approve: ApproveSwap,
  ) {}

  @Post()
  @Permission(OWN)
  @Writes('shift-swap.request')
  @Operation({
    summary: 'Ask a colleague to take a shift',
    description: 'For a shift of one’s own, or any with `roster:manage`.',
    answer: SwapAnswer,
    errors: { 404: ['not-found'], 409: ['shift-in-swap', 'invalid-transition'], 422: ['invalid-swap'] },
  })
  async requestShiftSwap(@CurrentCaller() caller: Caller, @Body() body: RequestSwapBody): Promise<SwapAnswer> {
    const shift = await this.shifts.one(body.shiftId, planScope(caller));
    const isOwn = shift.staffId !== undefined && shift.staffId === caller.staffId;
    if (!isOwn && !mayAt(caller, MANAGE, shift.facilityId)) throw new Forbidden(MANAGE);
    return answerOf(viewAfter(await this.request.execute(body)), caller);
  }

  @Get()
  @Permission(OWN)
  @Operation({
    summary: 'List swaps, the latest first',
    description: 'One’s own, those of the department that one leads, and all with `roster:manage`.',
    page: SwapAnswer,
  })
  async listShiftSwaps(
    @CurrentCaller() caller: Caller,
    @Query() { limit = DEFAULT_LIMIT, cursor, ...filter }: SwapListQuery,
  ): Promise<Page<SwapAnswer>> {
    const rows = await this.query.page(filter, scopeOf(caller), limit, cursorKey(cursor, ['uuid'])?.[0]);
    return pageOf(
      rows,
      limit,
      ({ id }) => [id],
      (row) => answerOf(row, caller),
    );
  }

  @Get(':id')
  @Permission(OWN)
  @Operation({ summary: 'Read a swap', answer: SwapAnswer })
  async readShiftSwap(@CurrentCaller() caller: Caller, @PathId('shift swap') id: string): Promise<SwapAnswer> {
    return answerOf(await this.query.one(id, scopeOf(caller)), caller);
  }

  @Post(':id/accept')
  @Permission(OWN)
  @Writes('shift-swap.accept')
  @Operation({ summary: 'Accept a swap, as the colleague', answer: SwapAnswer, status: 200, errors: { 409: ['invalid-transition'] } })
  async acceptShiftSwap(
    @CurrentCaller() caller: Caller,
    @PathId('shift swap') swapId: string,
    @IfMatch() expectedVersion: Version,
  ): Promise<SwapAnswer> {
    const known = await this.permitted(swapId, 'accept', caller);
    const swap = await this.answer.execute({ swapId, expectedVersion, answer: { accepted: true } });
    return answerOf(viewAfter(swap, known), caller);
  }

  @Post(':id/reject')
  @Permission(OWN)
  @Writes('shift-swap.reject')
  @Operation({ summary: 'Reject or withdraw a swap', answer: SwapAnswer, status: 200, errors: { 409: ['invalid-transition'] } })
  async rejectShiftSwap(
    @CurrentCaller() caller: Caller,
    @PathId('shift swap') swapId: string,
    @IfMatch() expectedVersion: Version,
    @Body() { reason }: RejectSwapBody,
  ): Promise<SwapAnswer> {
    const known = await this.permitted(swapId, 'reject', caller);
    const swap = await this.answer.execute({ swapId, expectedVersion, answer: { accepted: false, reason } });
    return answerOf(viewAfter(swap, known), caller);
  }

  @Post(':id/approve')
  @Permission(OWN)
  @Writes('shift-swap.approve')
  @Operation({
    summary: 'Approve a swap and hand the shifts over',
    description: 'By the head of the department or with `roster:manage`, and by neither of the two. Rules and cover are checked again.',
    answer: SwapAnswer,
    status: 200,
    errors: { 409: ['invalid-transition', 'shift-overlap'], 422: ['shift-rules-broken', 'cover-not-kept'] },
  })
  async approveShiftSwap(
    @CurrentCaller() caller: Caller,
    @PathId('shift swap') swapId: string,
    @IfMatch() expectedVersion: Version,
  ): Promise<SwapAnswer> {
    const known = await this.permitted(swapId, 'approve', caller);
    const swap = await this.approve.execute({ swapId, expectedVersion, byStaffId: caller.staffId });
    return answerOf(viewAfter(swap, known), caller);
  }

  /** @throws NotFound where it is not visible; Forbidden where it is somebody else’s to do that */
  private async permitted(id: string, action: SwapAction, caller: Caller): Promise<SwapView> {
    const known = await this.query.one(id, scopeOf(caller));
    if (!isPermitted(action, known, caller)) throw new Forbidden(MANAGE);
    return known;
  }
}

function scopeOf(caller: Caller): { managed: string[] | undefined; ownStaffId?: string } {
  const managed = facilitiesWith(MANAGE, caller);
  return { managed: managed && [...managed], ownStaffId: caller.staffId };
}

function isPermitted(action: string, { facilityId, requesterId, colleagueId, headId }: SwapView, caller: Caller): boolean {
  const { staffId } = caller;
  const decides = mayAt(caller, MANAGE, facilityId) || (staffId !== undefined && staffId === headId);
  if (action === 'accept') return staffId === colleagueId;
  if (action === 'approve') return decides && staffId !== requesterId && staffId !== colleagueId;
  return decides || staffId === requesterId || staffId === colleagueId;
}

function answerOf(view: SwapView, caller: Caller): SwapAnswer {
  const { headId: _, ...swap } = view;
  return { ...swap, allowedActions: swapMachine.allowedActions(view.status).filter((action) => isPermitted(action, view, caller)) };
}

function viewAfter(swap: ShiftSwap, known?: SwapView): SwapView {
  const { id, facilityId, departmentId, shiftId, requesterId, colleagueId, inReturnShiftId, reason, status, rejectReason, version } = swap;
  const people = { requesterId, colleagueId };
  const fields = { id, facilityId, departmentId, shiftId, ...people, inReturnShiftId, reason, status, rejectReason, version };
  return { ...fields, expiresAt: swap.expiresAt.toString(), headId: known?.headId };
}
