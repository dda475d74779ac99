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
import { ChangeAllergy } from '../../application/change-allergy.js';
import { RecordAllergy } from '../../application/record-allergy.js';
import { type AllergyAction, allergyMachine } from '../../domain/allergy-machine.js';
import type { Allergy, AllergyFacts } from '../../domain/allergy.js';
import { type AllergyView, ChartQuery } from '../persistence/chart.query.js';
import { chartAccessOf, READ_CHART, WRITE_CHART } from './chart-access.js';
import { AllergyAnswer, ChangeAllergyBody, RecordAllergyBody } from './chart.dto.js';
import { mergePatch } from './merge-patch.js';

@Tag('Allergies', 'What patients do not tolerate.')
@Controller('patients/:id/allergies')
export class AllergiesController {
  constructor(
    private readonly chart: ChartQuery,
    private readonly record: RecordAllergy,
    private readonly change: ChangeAllergy,
  ) {}

  @Post()
  @Permission(WRITE_CHART)
  @Writes('allergy.record')
  @Operation({ summary: 'Record an allergy', answer: AllergyAnswer, errors: { 409: ['patient-merged'], 422: ['invalid-details'] } })
  async recordAllergy(
    @CurrentCaller() caller: Caller,
    @PathId('patient') patientId: string,
    @Body() body: RecordAllergyBody,
  ): Promise<AllergyView> {
    const scope = careScopeOf(caller, WRITE_CHART);
    return viewOf(await this.record.execute({ ...body, patientId, scope }));
  }

  @Get()
  @Permission(READ_CHART)
  @OwnRecord()
  @Reads('allergy.list')
  @Operation({ summary: 'List the allergies of a patient in the order in which they were recorded', page: AllergyAnswer })
  async listAllergies(
    @CurrentCaller() caller: Caller,
    @PathId('patient') patientId: string,
    @Query() { limit = DEFAULT_LIMIT, cursor }: PageQuery,
  ): Promise<Page<AllergyView>> {
    const rows = await this.chart.allergies(patientId, chartAccessOf(caller), limit + 1, cursorKey(cursor, ['uuid'])?.[0]);
    if (!rows) throw new NotFound('patient');
    return pageOf(
      rows,
      limit,
      ({ id }) => [id],
      (row) => row,
    );
  }

  @Get(':allergyId')
  @Permission(READ_CHART)
  @OwnRecord()
  @Reads('allergy.read')
  @Operation({ summary: 'Read an allergy', answer: AllergyAnswer })
  async readAllergy(
    @CurrentCaller() caller: Caller,
    @PathId('patient') patientId: string,
    @PathId('allergy', 'allergyId') allergyId: string,
  ): Promise<AllergyView> {
    const allergy = await this.chart.allergy(patientId, allergyId, chartAccessOf(caller));
    if (!allergy) throw new NotFound('allergy');
    return allergy;
  }

  @Patch(':allergyId')
  @Permission(WRITE_CHART)
  @Writes('allergy.change')
  @Operation({ summary: 'Correct an allergy', answer: AllergyAnswer, errors: { 422: ['invalid-details'] } })
  async changeAllergy(
    @CurrentCaller() caller: Caller,
    @PathId('patient') patientId: string,
    @PathId('allergy', 'allergyId') allergyId: string,
    @RequiredIfMatch() version: number,
    @Body() body: ChangeAllergyBody,
  ): Promise<AllergyView> {
    const revise = (facts: AllergyFacts): AllergyFacts => mergePatch(facts, body);
    return viewOf(await this.change.execute({ patientId, scope: careScopeOf(caller, WRITE_CHART), allergyId, version, revise }));
  }

  @Post(':allergyId/:action')
  @Permission(WRITE_CHART)
  @Writes('allergy.move')
  @Operation({
    summary: 'Move an allergy along its life cycle',
    description: 'Actions: `inactivate`, `reactivate`, `resolve`, `enter-in-error`.',
    answer: AllergyAnswer,
    status: 200,
    errors: { 409: ['invalid-transition'] },
  })
  async moveAllergy(
    @CurrentCaller() caller: Caller,
    @PathId('patient') patientId: string,
    @PathId('allergy', 'allergyId') allergyId: string,
    @Param('action') action: string,
    @IfMatch() version: number | undefined,
  ): Promise<AllergyView> {
    if (!isAction(action)) throw new NotFound('action');
    return viewOf(await this.change.execute({ patientId, scope: careScopeOf(caller, WRITE_CHART), allergyId, version, action }));
  }
}

function isAction(action: string): action is AllergyAction {
  return allergyMachine.declares(action);
}

function viewOf(allergy: Allergy): AllergyView {
  const { id, patientId, facts, status, allowedActions, version } = allergy;
  return { id, patientId, ...facts, status, allowedActions, version };
}
