import { Body, Controller, Get, Post, Query, Res, UseGuards } from '@nestjs/common';
import { NotFound } from '#kernel';
import {
  API_PREFIX,
  type Caller,
  cursorKey,
  CurrentCaller,
  DEFAULT_LIMIT,
  IfMatch,
  Operation,
  type Page,
  pageOf,
  PathId,
  Permission,
  Reads,
  Tag,
  Writes,
} from '#http';
import type { FastifyReply } from 'fastify';
import { EndBreakGlass } from '../../application/end-break-glass.js';
import { OpenBreakGlass } from '../../application/open-break-glass.js';
import { ReviewBreakGlass } from '../../application/review-break-glass.js';
import type { BreakGlassAccess } from '../../domain/break-glass-access.js';
import { BreakGlassQuery, type BreakGlassView } from '../persistence/break-glass.query.js';
import { breakGlassAnswer, holderFor, READ, REVIEW, USE } from './break-glass-answer.js';
import {
  BreakGlassAnswer,
  BreakGlassDetailAnswer,
  BreakGlassPageQuery,
  OpenBreakGlassBody,
  ReviewBreakGlassBody,
} from './break-glass.dto.js';
import { IdentityAgainGuard } from './identity-again.guard.js';

const WHAT = 'break-glass access';

@Tag('Break-glass', 'Opening a chart in an emergency without a care relation, for a time, and the review that follows.')
@Controller()
export class BreakGlassController {
  constructor(
    private readonly open: OpenBreakGlass,
    private readonly end: EndBreakGlass,
    private readonly review: ReviewBreakGlass,
    private readonly accesses: BreakGlassQuery,
  ) {}

  @Post('patients/:id/break-glass')
  @Permission(USE)
  @Writes('break-glass.open')
  @UseGuards(IdentityAgainGuard)
  @Operation({
    summary: 'Open a chart in an emergency',
    description:
      'For any patient that exists, at whatever facility; for 60 minutes, or as the installation has it. Reviewers are told, and the ' +
      'patient sees it. A wrong password counts like one at sign-in, and the session goes on. Who has no password must have signed ' +
      'in within the last five minutes.',
    answer: BreakGlassAnswer,
    errors: {
      403: ['wrong-password', 'fresh-sign-in-required'],
      409: ['break-glass-active', 'patient-merged'],
      422: ['reason-required'],
      429: ['too-many-failures'],
      503: ['sign-in-busy'],
    },
  })
  async openBreakGlass(
    @CurrentCaller() caller: Caller,
    @PathId('patient') patientId: string,
    @Body() { reasonCode, reason }: OpenBreakGlassBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BreakGlassAnswer> {
    const opened = await this.open.execute({ userId: caller.userId, patientId, reasonCode, reason });
    void reply.header('location', `/${API_PREFIX}/break-glass-accesses/${opened.id}`);
    return breakGlassAnswer(openedView(opened, caller), caller);
  }

  @Get('break-glass-accesses')
  @Permission(READ)
  @Reads('break-glass.list')
  @Operation({
    summary: 'List break-glass accesses, those whose review is due first in front',
    description: 'Reviewers see everybody’s: their worklist is `status=overdue` and `status=review-due`. Everybody else sees their own.',
    page: BreakGlassAnswer,
  })
  async listBreakGlassAccesses(@CurrentCaller() caller: Caller, @Query() query: BreakGlassPageQuery): Promise<Page<BreakGlassAnswer>> {
    const { limit = DEFAULT_LIMIT, cursor, ...filter } = query;
    const rows = await this.accesses.page({ ...filter, holderId: holderFor(caller) }, limit, cursorKey(cursor, ['instant', 'uuid']));
    return pageOf(
      rows,
      limit,
      (row) => [row.reviewDueAt, row.id],
      (row) => breakGlassAnswer(row, caller),
    );
  }

  @Get('break-glass-accesses/:id')
  @Permission(READ)
  @Reads('break-glass.read')
  @Operation({ summary: 'Read a break-glass access, with its reviews and what was done meanwhile', answer: BreakGlassDetailAnswer })
  async readBreakGlassAccess(@CurrentCaller() caller: Caller, @PathId(WHAT) id: string): Promise<BreakGlassDetailAnswer> {
    const view = await this.accesses.byId(id, holderFor(caller));
    if (!view) throw new NotFound(WHAT);
    const [reviews, actions] = await Promise.all([this.accesses.reviewsOf(id), this.accesses.activityOf(view)]);
    const count = actions.reduce((sum, each) => sum + each.count, 0);
    return { ...breakGlassAnswer(view, caller), reviews, activity: { count, actions, auditEvents: auditEventsOf(view) } };
  }

  @Post('break-glass-accesses/:id/end')
  @Permission(USE)
  @Writes('break-glass.end')
  @Operation({
    summary: 'Close a chart that you have opened, before its time',
    answer: BreakGlassAnswer,
    status: 200,
    errors: { 409: ['invalid-transition'] },
  })
  async endBreakGlass(
    @CurrentCaller() caller: Caller,
    @PathId(WHAT) id: string,
    @IfMatch() expectedVersion: number | undefined,
  ): Promise<BreakGlassAnswer> {
    await this.end.execute({ id, userId: caller.userId, expectedVersion });
    return this.answerFor(id, caller);
  }

  @Post('break-glass-accesses/:id/review')
  @Permission(REVIEW)
  @Writes('break-glass.review')
  @Operation({
    summary: 'Say whether it was right to open a chart',
    description: 'After the chart is closed, by somebody else than who opened it. An inconclusive review can be followed by another.',
    answer: BreakGlassAnswer,
    status: 200,
    errors: { 409: ['invalid-transition'], 422: ['reviewer-opened-it', 'reason-required'] },
  })
  async reviewBreakGlass(
    @CurrentCaller() caller: Caller,
    @PathId(WHAT) id: string,
    @IfMatch() expectedVersion: number | undefined,
    @Body() { outcome, note }: ReviewBreakGlassBody,
  ): Promise<BreakGlassAnswer> {
    await this.review.execute({ id, reviewerId: caller.userId, outcome, note, expectedVersion });
    return this.answerFor(id, caller);
  }

  private async answerFor(id: string, caller: Caller): Promise<BreakGlassAnswer> {
    const view = await this.accesses.byId(id);
    if (!view) throw new NotFound(WHAT);
    return breakGlassAnswer(view, caller);
  }
}

/** As it is read back, from what is about to be saved. */
function openedView(access: BreakGlassAccess, { displayName: userName }: Caller): BreakGlassView {
  const { id, patientId, userId, reasonCode, reason, version, openedAt, expiresAt, reviewDueAt } = access;
  const times = { openedAt: openedAt.toString(), expiresAt: expiresAt.toString(), reviewDueAt: reviewDueAt.toString() };
  return { id, patientId, userId, userName, reasonCode, reason, status: 'open', ...times, version };
}

function auditEventsOf({ patientId, userId, openedAt, endedAt, expiresAt }: BreakGlassView): string {
  const query = new URLSearchParams({ patientId, actorId: userId, from: openedAt, to: endedAt ?? expiresAt });
  return `/${API_PREFIX}/audit-events?${query.toString()}`;
}
