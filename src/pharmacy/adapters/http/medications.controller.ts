import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { NotFound } from '#kernel';
import {
  type Caller,
  CurrentCaller,
  cursorKey,
  DEFAULT_LIMIT,
  IfMatch,
  Operation,
  type Page,
  pageOf,
  PathId,
  Permission,
  RequiredIfMatch,
  Tag,
  Writes,
} from '#http';
import { KeepFormulary } from '../../application/keep-formulary.js';
import { type MedicationAction, medicationMachine } from '../../domain/medication-machine.js';
import { type Medication, searchKey } from '../../domain/medication.js';
import { MedicationsQuery, type MedicationView } from '../persistence/medications.query.js';
import { ChangeMedicationBody, MedicationAnswer, MedicationBody, MedicationsPageQuery } from './medications.dto.js';
import { mergePatch } from './merge-patch.js';

const READ = 'medication:read';
const MANAGE = 'medication:manage';

@Tag('Medications', 'The formulary: what can be prescribed, stocked and dispensed, everywhere in the organisation.')
@Controller('medications')
export class MedicationsController {
  constructor(
    private readonly formulary: MedicationsQuery,
    private readonly keep: KeepFormulary,
  ) {}

  @Post()
  @Permission(MANAGE)
  @Writes('medication.add')
  @Operation({ summary: 'Add a medication to the formulary', answer: MedicationAnswer })
  async addMedication(@Body() body: MedicationBody): Promise<MedicationView> {
    return viewOf(await this.keep.add(body));
  }

  @Get()
  @Permission(READ)
  @Operation({ summary: 'List and search medications by name', page: MedicationAnswer })
  async listMedications(
    @CurrentCaller() caller: Caller,
    @Query() { limit = DEFAULT_LIMIT, cursor, ...filter }: MedicationsPageQuery,
  ): Promise<Page<MedicationView>> {
    const rows = await this.formulary.page(filter, limit + 1, cursorKey(cursor, ['text', 'uuid']));
    const may = mayManage(caller);
    return pageOf(
      rows,
      limit,
      ({ id, name }) => [searchKey(name), id],
      (row) => limited(row, may),
    );
  }

  @Get(':id')
  @Permission(READ)
  @Operation({ summary: 'Read a medication', answer: MedicationAnswer })
  async readMedication(@CurrentCaller() caller: Caller, @PathId('medication') id: string): Promise<MedicationView> {
    const medication = await this.formulary.byId(id);
    if (!medication) throw new NotFound('medication');
    return limited(medication, mayManage(caller));
  }

  @Patch(':id')
  @Permission(MANAGE)
  @Writes('medication.change')
  @Operation({ summary: 'Correct a medication', answer: MedicationAnswer })
  async changeMedication(
    @PathId('medication') medicationId: string,
    @RequiredIfMatch() version: number,
    @Body() body: ChangeMedicationBody,
  ): Promise<MedicationView> {
    return viewOf(await this.keep.change({ medicationId, version, revise: (facts) => mergePatch(facts, body) }));
  }

  @Post(':id/:action')
  @Permission(MANAGE)
  @Writes('medication.move')
  @Operation({
    summary: 'Take a medication out of use, or back into it',
    description: 'Actions: `retire`, `reinstate`. What was prescribed before stays as it is.',
    answer: MedicationAnswer,
    status: 200,
    errors: { 409: ['invalid-transition'] },
  })
  async moveMedication(
    @PathId('medication') medicationId: string,
    @Param('action') action: string,
    @IfMatch() version: number | undefined,
  ): Promise<MedicationView> {
    if (!isAction(action)) throw new NotFound('action');
    return viewOf(await this.keep.change({ medicationId, version, action }));
  }
}

function isAction(action: string): action is MedicationAction {
  return medicationMachine.declares(action);
}

function mayManage({ permissions }: Caller): boolean {
  return permissions.has(MANAGE);
}

/** Whoever only reads is offered nothing to do. */
function limited(view: MedicationView, mayChange: boolean): MedicationView {
  return mayChange ? view : { ...view, allowedActions: [] };
}

function viewOf(medication: Medication): MedicationView {
  const { id, facts, status, allowedActions, version } = medication;
  return { id, ...facts, status, allowedActions, version };
}
