import { Body, Controller, Get, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, Operation, PathId, Permission, Reads, Tag, Writes } from '#http';
import { LeaveImpact } from '../../application/leave-impact.js';
import { LeaveQuery } from '../persistence/leave.query.js';
import { facilitiesWith } from './facility-scope.js';
import { decisionsOf, impactAnswer, resolvedAnswer } from './leave-impact-answer.js';
import { ImpactAnswer, ResolvedImpactAnswer, ResolveImpactBody } from './leave-impact.dto.js';

const READ = 'displaced-appointment:read';
const CHANGE = 'appointment:change';

@Tag('Leave', 'Who is away on which days. Approved leave closes bookable time; staff ask for and see their own.')
@Controller('leave-requests/:id/impact')
export class LeaveImpactController {
  constructor(
    private readonly query: LeaveQuery,
    private readonly impact: LeaveImpact,
  ) {}

  @Get()
  @Permission(READ)
  @Reads('leave-request.impact')
  @Operation({
    summary: 'Read which appointments a leave affects, with times that can stand in for them',
    description: 'Of a leave that is only requested: what its approval would mean.',
    answer: ImpactAnswer,
  })
  async readLeaveImpact(@CurrentCaller() caller: Caller, @PathId('leave request') id: string): Promise<ImpactAnswer> {
    await this.query.one(id, { within: facilitiesWith(READ, caller) });
    return impactAnswer(await this.impact.of(id));
  }

  @Post('resolve')
  @Permission(CHANGE)
  @Writes('leave-request.resolve-impact')
  @Operation({
    summary: 'Move or cancel appointments that an approved leave affects, all of them or none',
    description: 'The patients are told at once, by the way in which they are reminded. A refusal points at the item that it is about.',
    answer: ResolvedImpactAnswer,
    status: 200,
    errors: {
      409: ['slot-taken', 'patient-busy', 'invalid-transition'],
      422: [
        'leave-not-approved',
        'not-affected',
        'outside-availability',
        'staff-not-credentialed',
        'wrong-facility',
        'too-late-to-book',
        'beyond-booking-horizon',
        'patient-deceased',
      ],
    },
  })
  async resolveLeaveImpact(
    @CurrentCaller() caller: Caller,
    @PathId('leave request') leaveRequestId: string,
    @Body() body: ResolveImpactBody,
  ): Promise<ResolvedImpactAnswer> {
    await this.query.one(leaveRequestId, { within: facilitiesWith(CHANGE, caller) });
    return resolvedAnswer(leaveRequestId, await this.impact.resolve({ leaveRequestId, decisions: decisionsOf(body) }));
  }
}
