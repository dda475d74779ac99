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
  staffScopeOf,
  Tag,
  Writes,
} from '#http';
import { Clock, NotFound } from '#kernel';
import { DeclareOutage } from '../../application/declare-outage.js';
import { EndOutage } from '../../application/end-outage.js';
import type { ResourceOutage } from '../../domain/resource-outage.js';
import { outageMachine } from '../../domain/resource-outage-machine.js';
import { ResourceOutagesQuery, type ResourceOutageView } from '../persistence/resource-outages.query.js';
import { OutageAnswer, OutageBody, OutagesPageQuery } from './resource-outages.dto.js';

const READ = 'slot:find';
const MANAGE = 'resource-outage:manage';

publishMachine('resource-outage', outageMachine);

@Tag('Appointment types and rooms', 'What facilities offer, and the rooms and equipment it needs.')
@Controller('resource-outages')
export class ResourceOutagesController {
  constructor(
    private readonly declare: DeclareOutage,
    private readonly end: EndOutage,
    private readonly outages: ResourceOutagesQuery,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Permission(MANAGE)
  @Writes('resource-outage.declare')
  @Operation({
    summary: 'Take a room or a piece of equipment out of service',
    description: `From this moment it is booked for nothing in that time. Appointments that have it then are on the worklist of displaced
appointments until they are moved, cancelled or kept, or it is back in service.`,
    answer: OutageAnswer,
    errors: { 404: ['not-found'], 409: ['outage-overlap'], 422: ['invalid-period'] },
  })
  async declareResourceOutage(@CurrentCaller() caller: Caller, @Body() { start, end, ...body }: OutageBody): Promise<OutageAnswer> {
    const time = { start: Temporal.Instant.from(start), end: end === undefined ? undefined : Temporal.Instant.from(end) };
    const within = staffScopeOf(caller, MANAGE).facilities;
    return this.answerOf(await this.declare.execute({ ...body, ...time, declaredBy: caller.userId, within }), caller);
  }

  @Get()
  @Permission(READ)
  @Operation({ summary: 'List outages of rooms and equipment in the order of their start', page: OutageAnswer })
  async listResourceOutages(@CurrentCaller() caller: Caller, @Query() query: OutagesPageQuery): Promise<Page<OutageAnswer>> {
    const { limit = DEFAULT_LIMIT, cursor, ...filter } = query;
    const within = staffScopeOf(caller, READ).facilities;
    const rows = await this.outages.page({ ...filter, within }, this.clock.now(), limit, cursorKey(cursor, ['instant', 'uuid']));
    return pageOf(
      rows,
      limit,
      ({ start, id }) => [start, id],
      (row) => answer(row, caller),
    );
  }

  @Get(':id')
  @Permission(READ)
  @Operation({ summary: 'Read an outage of a room or a piece of equipment', answer: OutageAnswer })
  async readResourceOutage(@CurrentCaller() caller: Caller, @PathId('resource outage') id: string): Promise<OutageAnswer> {
    const view = await this.outages.one(id, this.clock.now(), staffScopeOf(caller, READ).facilities);
    if (!view) throw new NotFound('resource outage');
    return answer(view, caller);
  }

  @Post(':id/end')
  @Permission(MANAGE)
  @Writes('resource-outage.end')
  @Operation({
    summary: 'Put a room or a piece of equipment back into service',
    description: 'One that is planned closes no time at all then. Displaced appointments leave the worklist.',
    answer: OutageAnswer,
    status: 200,
    errors: { 409: ['invalid-transition'] },
  })
  async endResourceOutage(
    @CurrentCaller() caller: Caller,
    @PathId('resource outage') resourceOutageId: string,
    @IfMatch() expectedVersion: number | undefined,
  ): Promise<OutageAnswer> {
    const within = staffScopeOf(caller, MANAGE).facilities;
    return this.answerOf(await this.end.execute({ resourceOutageId, expectedVersion, by: caller.userId, within }), caller);
  }

  private answerOf(outage: ResourceOutage, caller: Caller): OutageAnswer {
    const { id, facilityId, resourceId, reason, declaredBy, version } = outage;
    const view: ResourceOutageView = {
      ...{ id, facilityId, resourceId, reason, declaredBy, version },
      start: outage.start.toString(),
      end: outage.end?.toString(),
      status: outage.statusAt(this.clock.now()),
      endedAt: outage.endedAt?.toString(),
      endedBy: outage.endedBy ?? undefined,
    };
    return answer(view, caller);
  }
}

function answer(view: ResourceOutageView, caller: Caller): OutageAnswer {
  const toEnd = view.status !== 'over' && mayAt(caller, MANAGE, view.facilityId);
  return { ...view, allowedActions: toEnd ? ['end'] : [] };
}
