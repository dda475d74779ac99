import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import {
  type Caller,
  CurrentCaller,
  cursorKey,
  DEFAULT_LIMIT,
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
import { DrawUpRoster } from '../../application/draw-up-roster.js';
import { RosterCheck } from '../../application/roster-check.js';
import { StaffPlans } from '../../application/roster-ports.js';
import { Rosters } from '../../domain/plan-records.js';
import { rosterMachine } from '../../domain/roster.js';
import { RostersQuery, type RosterScope, type RosterView } from '../persistence/rosters.query.js';
import { facilitiesWith, FacilityScope } from './facility-scope.js';
import { DrawUpRosterBody, RosterAnswer, RosterCheckAnswer, RosterListQuery } from './rosters.dto.js';

publishMachine('roster', rosterMachine);

/** Which rosters the caller may see: drafts only where they make rosters. */
export function rosterScope(caller: Caller): RosterScope {
  return { managed: facilitiesWith('roster:manage', caller), readable: facilitiesWith('shift:read', caller) };
}

/** A roster with what the caller may do with it. */
export function rosterAnswer(view: RosterView, caller: Caller): RosterAnswer {
  const actions = rosterMachine.allowedActions(view.status);
  return { ...view, allowedActions: mayAt(caller, 'roster:manage', view.facilityId) ? actions : [] };
}

@Tag('Rosters', 'Plans of a department for a week or a month: a draft, filled by hand or by itself, then published, then locked.')
@Controller('rosters')
export class RostersController {
  constructor(
    private readonly query: RostersQuery,
    private readonly scope: FacilityScope,
    private readonly drawUp: DrawUpRoster,
    private readonly rosters: Rosters,
    private readonly plans: StaffPlans,
    private readonly check: RosterCheck,
  ) {}

  @Post()
  @Permission('roster:manage')
  @Writes('roster.create')
  @Operation({
    summary: 'Draw up a roster',
    description: 'A draft with the open shifts that the active templates of the department make.',
    answer: RosterAnswer,
    errors: { 404: ['not-found'], 409: ['roster-overlap'], 422: ['invalid-roster'] },
  })
  async createRoster(@CurrentCaller() caller: Caller, @Body() { departmentId, span, from }: DrawUpRosterBody): Promise<RosterAnswer> {
    await this.scope.expectDepartment(departmentId, 'roster:manage', caller);
    const { roster, shifts } = await this.drawUp.execute({ departmentId, span, from: Temporal.PlainDate.from(from) });
    const { id, facilityId, status, version } = roster;
    const days = { from: roster.from.toString(), to: roster.to.toString() };
    return rosterAnswer({ id, facilityId, departmentId, span, ...days, status, shifts, open: shifts, version }, caller);
  }

  @Get()
  @Permission('shift:read')
  @Operation({ summary: 'List rosters, the latest first', page: RosterAnswer })
  async listRosters(
    @CurrentCaller() caller: Caller,
    @Query() { limit = DEFAULT_LIMIT, cursor, ...filter }: RosterListQuery,
  ): Promise<Page<RosterAnswer>> {
    const rows = await this.query.page(filter, rosterScope(caller), limit, cursorKey(cursor, ['text', 'uuid']));
    return pageOf(
      rows,
      limit,
      ({ from, id }) => [from, id],
      (row) => rosterAnswer(row, caller),
    );
  }

  @Get(':id')
  @Permission('shift:read')
  @Operation({ summary: 'Read a roster', answer: RosterAnswer })
  async readRoster(@CurrentCaller() caller: Caller, @PathId('roster') id: string): Promise<RosterAnswer> {
    return rosterAnswer(await this.query.one(id, rosterScope(caller)), caller);
  }

  @Get(':id/check')
  @Permission('roster:manage')
  @Operation({
    summary: 'Check a roster against every rule',
    description: 'What publishing would say, at once and without publishing.',
    answer: RosterCheckAnswer,
  })
  async checkRoster(@CurrentCaller() caller: Caller, @PathId('roster') id: string): Promise<RosterCheckAnswer> {
    const managed = facilitiesWith('roster:manage', caller);
    const { departmentId } = await this.query.one(id, { managed, readable: [] });
    return this.check.execute(await this.rosters.get(id), await this.plans.surroundings(departmentId));
  }
}
