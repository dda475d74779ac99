import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { NotFound } from '#kernel';
import {
  cursorKey,
  DEFAULT_LIMIT,
  IfMatch,
  Operation,
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
  @Permission('chart:write')
  @Writes('allergy.record')
  @Operation({ summary: 'Record an allergy', answer: AllergyAnswer, errors: { 422: ['invalid-details'] } })
  async recordAllergy(@PathId('patient') patientId: string, @Body() body: RecordAllergyBody): Promise<AllergyView> {
    return viewOf(await this.record.execute({ ...body, patientId }));
  }

  @Get()
  @Permission('patient:read-chart')
  @Reads('allergy.list')
  @Operation({ summary: 'List the allergies of a patient in the order in which they were recorded', page: AllergyAnswer })
  async listAllergies(
    @PathId('patient') patientId: string,
    @Query() { limit = DEFAULT_LIMIT, cursor }: PageQuery,
  ): Promise<Page<AllergyView>> {
    const rows = await this.chart.allergies(patientId, limit + 1, cursorKey(cursor, ['uuid'])?.[0]);
    if (!rows) throw new NotFound('patient');
    return pageOf(
      rows,
      limit,
      ({ id }) => [id],
      (row) => row,
    );
  }

  @Get(':allergyId')
  @Permission('patient:read-chart')
  @Reads('allergy.read')
  @Operation({ summary: 'Read an allergy', answer: AllergyAnswer })
  async readAllergy(@PathId('patient') patientId: string, @PathId('allergy', 'allergyId') allergyId: string): Promise<AllergyView> {
    const allergy = await this.chart.allergy(patientId, allergyId);
    if (!allergy) throw new NotFound('allergy');
    return allergy;
  }

  @Patch(':allergyId')
  @Permission('chart:write')
  @Writes('allergy.change')
  @Operation({ summary: 'Correct an allergy', answer: AllergyAnswer, errors: { 422: ['invalid-details'] } })
  async changeAllergy(
    @PathId('patient') patientId: string,
    @PathId('allergy', 'allergyId') allergyId: string,
    @RequiredIfMatch() version: number,
    @Body() body: ChangeAllergyBody,
  ): Promise<AllergyView> {
    const revise = (facts: AllergyFacts): AllergyFacts => mergePatch(facts, body);
    return viewOf(await this.change.execute({ patientId, allergyId, version, revise }));
  }

  @Post(':allergyId/:action')
  @Permission('chart:write')
  @Writes('allergy.move')
  @Operation({
    summary: 'Move an allergy along its life cycle',
    description: 'Actions: `inactivate`, `reactivate`, `resolve`, `enter-in-error`.',
    answer: AllergyAnswer,
    status: 200,
    errors: { 409: ['invalid-transition'] },
  })
  async moveAllergy(
    @PathId('patient') patientId: string,
    @PathId('allergy', 'allergyId') allergyId: string,
    @Param('action') action: string,
    @IfMatch() version: number | undefined,
  ): Promise<AllergyView> {
    if (!isAction(action)) throw new NotFound('action');
    return viewOf(await this.change.execute({ patientId, allergyId, version, action }));
  }
}

function isAction(action: string): action is AllergyAction {
  return allergyMachine.declares(action);
}

function viewOf(allergy: Allergy): AllergyView {
  const { id, patientId, facts, status, allowedActions, version } = allergy;
  return { id, patientId, ...facts, status, allowedActions, version };
}
