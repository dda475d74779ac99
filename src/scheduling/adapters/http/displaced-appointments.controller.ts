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
  Reads,
  staffScopeOf,
  Tag,
  Writes,
} from '#http';
import { Clock, NotFound } from '#kernel';
import { KeepDisplaced } from '../../application/keep-displaced.js';
import { ProposeAlternatives } from '../../application/propose-alternatives.js';
import type { Alternative } from '../../domain/alternatives.js';
import { appointmentMachine } from '../../domain/appointment-machine.js';
import { type DisplacedView, WorklistQuery } from '../persistence/worklist.query.js';
import { AlternativeAnswer, DisplacedAnswer, DisplacedPageQuery, KeepBody } from './displaced-appointments.dto.js';

const READ = 'displaced-appointment:read';
const KEEP = 'displaced-appointment:keep';
const CHANGE = 'appointment:change';

@Tag('Displaced appointments', 'The worklist of appointments that lost their ground: leave, credentials, closures, availability, rooms.')
@Controller('displaced-appointments')
export class DisplacedAppointmentsController {
  constructor(
    private readonly worklist: WorklistQuery,
    private readonly proposeAlternatives: ProposeAlternatives,
    private readonly keep: KeepDisplaced,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Permission(READ)
  @Reads('displaced-appointment.list')
  @Operation({
    summary: 'List the appointments that lost their ground',
    description: `In the order of their start. An appointment leaves the list when it is moved or cancelled, or when what it lost is
restored; by a decision to keep it, it moves to those that are kept.`,
    page: DisplacedAnswer,
  })
  async listDisplacedAppointments(@CurrentCaller() caller: Caller, @Query() query: DisplacedPageQuery): Promise<Page<DisplacedAnswer>> {
    const { limit = DEFAULT_LIMIT, cursor, decision = 'open', ...filter } = query;
    const rows = await this.worklist.page(
      { ...filter, decision, within: staffScopeOf(caller, READ).facilities },
      this.clock.now(),
      limit,
      cursorKey(cursor, ['instant', 'uuid']),
    );
    return pageOf(
      rows,
      limit,
      (row) => [row.start, row.appointmentId],
      (row) => answerOf(row, caller),
    );
  }

  @Get(':id')
  @Permission(READ)
  @Reads('displaced-appointment.read')
  @Operation({ summary: 'Read what an appointment lost', answer: DisplacedAnswer })
  async readDisplacedAppointment(@CurrentCaller() caller: Caller, @PathId('displaced appointment') id: string): Promise<DisplacedAnswer> {
    return answerOf(await this.one(id, staffScopeOf(caller, READ).facilities), caller);
  }

  @Get(':id/alternatives')
  @Permission(READ)
  @Reads('displaced-appointment.alternatives')
  @Operation({
    summary: 'Propose up to three other times for an appointment that lost its ground',
    description: `With the same practitioner at that time (in another room) or later, or with another of the same specialty on the
same day.`,
    items: AlternativeAnswer,
  })
  async listAlternatives(
    @CurrentCaller() caller: Caller,
    @PathId('displaced appointment') id: string,
  ): Promise<{ items: AlternativeAnswer[] }> {
    const appointment = await this.worklist.onWorklist(id, this.clock.now(), staffScopeOf(caller, READ).facilities);
    if (!appointment) throw new NotFound('displaced appointment');
    const found = await this.proposeAlternatives.execute([appointment]);
    return { items: (found.get(id) ?? []).map(alternativeOf) };
  }

  @Post(':id/keep')
  @Permission(KEEP)
  @Writes('displaced-appointment.keep')
  @Operation({
    summary: 'Decide that an appointment takes place all the same',
    answer: DisplacedAnswer,
    status: 200,
    errors: { 409: ['invalid-transition'] },
  })
  async keepDisplacedAppointment(
    @CurrentCaller() caller: Caller,
    @PathId('displaced appointment') appointmentId: string,
    @Body() { reason }: KeepBody,
  ): Promise<DisplacedAnswer> {
    const within = staffScopeOf(caller, KEEP).facilities;
    await this.keep.execute({ appointmentId, reason, by: caller.userId, within });
    return answerOf(await this.one(appointmentId, within), caller);
  }

  private async one(id: string, within: readonly string[] | undefined): Promise<DisplacedView> {
    const view = await this.worklist.one(id, this.clock.now(), within);
    if (!view) throw new NotFound('displaced appointment');
    return view;
  }
}

function answerOf(view: DisplacedView, caller: Caller): DisplacedAnswer {
  const { facilityId, status, grounds } = view;
  const changes = mayAt(caller, CHANGE, facilityId) ? appointmentMachine.allowedActions(status) : [];
  const toKeep = mayAt(caller, KEEP, facilityId) && grounds.some(({ decision }) => decision === 'open');
  const allowedActions = [...changes.filter((action) => action === 'reschedule' || action === 'cancel'), ...(toKeep ? ['keep'] : [])];
  return { ...view, allowedActions };
}

function alternativeOf({ start, end, staffId, resourceIds, kind }: Alternative): AlternativeAnswer {
  return { start: instantOf(start), end: instantOf(end), staffId, resourceIds, kind };
}

function instantOf(epochMilliseconds: number): string {
  return Temporal.Instant.fromEpochMilliseconds(epochMilliseconds).toString();
}
