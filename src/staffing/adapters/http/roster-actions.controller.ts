import { Body, Controller, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, IfMatch, Operation, type OperationOptions, PathId, Permission, Tag, Writes } from '#http';
import { AutoFillRoster } from '../../application/auto-fill-roster.js';
import { CloseRoster } from '../../application/close-roster.js';
import { DrawUpRoster } from '../../application/draw-up-roster.js';
import { PublishRoster } from '../../application/publish-roster.js';
import type { Roster } from '../../domain/roster.js';
import { RostersQuery, type RosterView } from '../persistence/rosters.query.js';
import { facilitiesWith } from './facility-scope.js';
import { rosterAnswer } from './rosters.controller.js';
import { AutoFillAnswer, AutoFillBody, PublishedRosterAnswer, RosterAnswer } from './rosters.dto.js';

type Version = number | undefined;

const SECONDS = 10;

const step = (summary: string, options: Partial<OperationOptions> = {}): OperationOptions => ({
  summary,
  answer: RosterAnswer,
  status: 200,
  ...options,
  errors: { 409: ['invalid-transition'], ...options.errors },
});

@Tag('Rosters', 'Plans of a department for a week or a month: a draft, filled by hand or by itself, then published, then locked.')
@Controller('rosters/:id')
export class RosterActionsController {
  constructor(
    private readonly query: RostersQuery,
    private readonly drawUp: DrawUpRoster,
    private readonly fill: AutoFillRoster,
    private readonly publish: PublishRoster,
    private readonly close: CloseRoster,
  ) {}

  @Post('top-up')
  @Permission('roster:manage')
  @Writes('roster.top-up')
  @Operation(step('Add the shifts that templates make by now'))
  async topUpRoster(
    @CurrentCaller() caller: Caller,
    @PathId('roster') rosterId: string,
    @IfMatch() expectedVersion: Version,
  ): Promise<RosterAnswer> {
    const known = await this.managed(rosterId, caller);
    const added = await this.drawUp.topUp({ rosterId, expectedVersion });
    return rosterAnswer({ ...known, shifts: known.shifts + added, open: known.open + added }, caller);
  }

  @Post('auto-fill')
  @Permission('roster:manage')
  @Writes('roster.auto-fill')
  @Operation(
    step('Fill the open shifts of a draft', {
      description:
        'With people of the department: first as every rule allows, then so that hours, nights, weekends and times on call are ' +
        'shared fairly. What nobody can have stays open, with the reasons. Assignments are a proposal until the roster is published.',
      answer: AutoFillAnswer,
    }),
  )
  async autoFillRoster(
    @CurrentCaller() caller: Caller,
    @PathId('roster') rosterId: string,
    @IfMatch() expectedVersion: Version,
    @Body() { seed = 1, seconds = SECONDS, dryRun = false }: AutoFillBody,
  ): Promise<AutoFillAnswer> {
    const known = await this.managed(rosterId, caller);
    const { roster, ...plan } = await this.fill.execute({ rosterId, expectedVersion, seed, seconds, dryRun });
    const open = dryRun ? known.open : known.open - plan.assignments.length;
    return { ...rosterAnswer({ ...viewAfter(known, roster), open }, caller), ...plan };
  }

  @Post('publish')
  @Permission('roster:manage')
  @Writes('roster.publish')
  @Operation(
    step('Publish a roster', {
      description: 'Checks every rule and the minimum cover; a refusal names all that is broken in `violations`.',
      answer: PublishedRosterAnswer,
      errors: { 422: ['roster-rules-broken'] },
    }),
  )
  async publishRoster(
    @CurrentCaller() caller: Caller,
    @PathId('roster') rosterId: string,
    @IfMatch() expectedVersion: Version,
  ): Promise<PublishedRosterAnswer> {
    const known = await this.managed(rosterId, caller);
    const { roster, warnings } = await this.publish.execute({ rosterId, expectedVersion });
    return { ...rosterAnswer(viewAfter(known, roster), caller), warnings };
  }

  @Post('lock')
  @Permission('roster:manage')
  @Writes('roster.lock')
  @Operation(step('Lock a published roster: from then on only what was worked is recorded'))
  lockRoster(@CurrentCaller() caller: Caller, @PathId('roster') id: string, @IfMatch() version: Version): Promise<RosterAnswer> {
    return this.closed(caller, id, version, 'lock');
  }

  @Post('discard')
  @Permission('roster:manage')
  @Writes('roster.discard')
  @Operation(step('Discard a draft; its shifts are cancelled'))
  discardRoster(@CurrentCaller() caller: Caller, @PathId('roster') id: string, @IfMatch() version: Version): Promise<RosterAnswer> {
    return this.closed(caller, id, version, 'discard');
  }

  private async closed(caller: Caller, rosterId: string, expectedVersion: Version, action: 'lock' | 'discard'): Promise<RosterAnswer> {
    const known = await this.managed(rosterId, caller);
    const roster = await this.close.execute({ rosterId, expectedVersion, action });
    const left = action === 'discard' ? { shifts: 0, open: 0 } : {};
    return rosterAnswer({ ...viewAfter(known, roster), ...left }, caller);
  }

  /** @throws NotFound */
  private managed(id: string, caller: Caller): Promise<RosterView> {
    return this.query.one(id, { managed: facilitiesWith('roster:manage', caller), readable: [] });
  }
}

function viewAfter(known: RosterView, { status, publishedAt, version }: Roster): RosterView {
  return { ...known, status, publishedAt: publishedAt?.toString(), version };
}
