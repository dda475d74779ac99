import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { NotFound } from '#kernel';
import {
  type Caller,
  careScopeOf,
  CurrentCaller,
  cursorKey,
  DEFAULT_LIMIT,
  IfMatch,
  Operation,
  OwnRecord,
  type Page,
  PageQuery,
  pageOf,
  PathId,
  Permission,
  Reads,
  RequiredIfMatch,
  Tag,
  Writes,
} from '#http';
import { ChangeCondition } from '../../application/change-condition.js';
import { RecordCondition } from '../../application/record-condition.js';
import { type ConditionAction, conditionMachine, verificationMachine } from '../../domain/condition-machine.js';
import type { Condition, ConditionFacts } from '../../domain/condition.js';
import { type ConditionView, ChartQuery } from '../persistence/chart.query.js';
import { chartAccessOf, READ_CHART, WRITE_CHART } from './chart-access.js';
import { ConditionAnswer, ChangeConditionBody, RecordConditionBody } from './chart.dto.js';
import { mergePatch } from './merge-patch.js';

@Tag('Conditions', 'Problems and diagnoses of patients.')
@Controller('patients/:id/conditions')
export class ConditionsController {
  constructor(
    private readonly chart: ChartQuery,
    private readonly record: RecordCondition,
    private readonly change: ChangeCondition,
  ) {}

  @Post()
  @Permission(WRITE_CHART)
  @Writes('condition.record')
  @Operation({ summary: 'Record a condition', answer: ConditionAnswer, errors: { 409: ['patient-merged'], 422: ['invalid-details'] } })
  async recordCondition(
    @CurrentCaller() caller: Caller,
    @PathId('patient') patientId: string,
    @Body() body: RecordConditionBody,
  ): Promise<ConditionView> {
    const scope = careScopeOf(caller, WRITE_CHART);
    return viewOf(await this.record.execute({ ...body, patientId, scope }));
  }

  @Get()
  @Permission(READ_CHART)
  @OwnRecord()
  @Reads('condition.list')
  @Operation({ summary: 'List the conditions of a patient in the order in which they were recorded', page: ConditionAnswer })
  async listConditions(
    @CurrentCaller() caller: Caller,
    @PathId('patient') patientId: string,
    @Query() { limit = DEFAULT_LIMIT, cursor }: PageQuery,
  ): Promise<Page<ConditionView>> {
    const rows = await this.chart.conditions(patientId, chartAccessOf(caller), limit + 1, cursorKey(cursor, ['uuid'])?.[0]);
    if (!rows) throw new NotFound('patient');
    return pageOf(
      rows,
      limit,
      ({ id }) => [id],
      (row) => row,
    );
  }

  @Get(':conditionId')
  @Permission(READ_CHART)
  @OwnRecord()
  @Reads('condition.read')
  @Operation({ summary: 'Read a condition', answer: ConditionAnswer })
  async readCondition(
    @CurrentCaller() caller: Caller,
    @PathId('patient') patientId: string,
    @PathId('condition', 'conditionId') conditionId: string,
  ): Promise<ConditionView> {
    const condition = await this.chart.condition(patientId, conditionId, chartAccessOf(caller));
    if (!condition) throw new NotFound('condition');
    return condition;
  }

  @Patch(':conditionId')
  @Permission(WRITE_CHART)
  @Writes('condition.change')
  @Operation({ summary: 'Correct a condition', answer: ConditionAnswer, errors: { 422: ['invalid-details'] } })
  async changeCondition(
    @CurrentCaller() caller: Caller,
    @PathId('patient') patientId: string,
    @PathId('condition', 'conditionId') conditionId: string,
    @RequiredIfMatch() version: number,
    @Body() body: ChangeConditionBody,
  ): Promise<ConditionView> {
    const revise = (facts: ConditionFacts): ConditionFacts => mergePatch(facts, body);
    return viewOf(await this.change.execute({ patientId, scope: careScopeOf(caller, WRITE_CHART), conditionId, version, revise }));
  }

  @Post(':conditionId/:action')
  @Permission(WRITE_CHART)
  @Writes('condition.move')
  @Operation({
    summary: 'Move a condition along its life cycle',
    description: 'Actions: `recur`, `relapse`, `reactivate`, `remit`, `resolve`, `presume`, `confirm`, `refute`, `enter-in-error`.',
    answer: ConditionAnswer,
    status: 200,
    errors: { 409: ['invalid-transition'] },
  })
  async moveCondition(
    @CurrentCaller() caller: Caller,
    @PathId('patient') patientId: string,
    @PathId('condition', 'conditionId') conditionId: string,
    @Param('action') action: string,
    @IfMatch() version: number | undefined,
  ): Promise<ConditionView> {
    if (!isAction(action)) throw new NotFound('action');
    return viewOf(await this.change.execute({ patientId, scope: careScopeOf(caller, WRITE_CHART), conditionId, version, action }));
  }
}

function isAction(action: string): action is ConditionAction {
  return conditionMachine.declares(action) || verificationMachine.declares(action);
}

function viewOf(condition: Condition): ConditionView {
  const { id, patientId, facts, clinicalStatus, verificationStatus, allowedActions, version } = condition;
  return { id, patientId, ...facts, clinicalStatus, verificationStatus, allowedActions, version };
}
