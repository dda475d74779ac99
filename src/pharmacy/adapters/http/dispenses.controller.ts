import { Body, Controller, Get, Post, Query, UseInterceptors } from '@nestjs/common';
import {
  type Caller,
  careScopeOf,
  CurrentCaller,
  cursorKey,
  DEFAULT_LIMIT,
  Operation,
  OwnRecord,
  type Page,
  pageOf,
  PathId,
  Permission,
  publishMachine,
  Reads,
  scopeOf,
  Tag,
  Writes,
} from '#http';
import { DispenseMedicines } from '../../application/dispense-medicines.js';
import { ReadDispenses } from '../../application/read-dispenses.js';
import { dispenseMachine } from '../../domain/dispense-machine.js';
import { DispensesQuery } from '../persistence/dispenses.query.js';
import { answerOf, dispenserOf, MAKE, READ, returnAnswer, viewAnswer } from './dispense-answer.js';
import { DispenseAnswer, DispenseBody, DispensesPageQuery } from './dispenses.dto.js';
import { ShortageInterceptor } from './shortage.interceptor.js';

publishMachine('dispense', dispenseMachine);

@Tag('Dispenses', 'Medicines that are given out for a prescription: of which lots, checked by whom, before which witness.')
@Controller('dispenses')
@UseInterceptors(ShortageInterceptor)
export class DispensesController {
  constructor(
    private readonly dispensing: DispenseMedicines,
    private readonly reading: ReadDispenses,
    private readonly query: DispensesQuery,
  ) {}

  @Post()
  @Permission(MAKE)
  @Writes('dispense.create')
  @Operation({
    summary: 'Dispense medicines',
    description:
      'All lines or none, of the lots that expire first. With `reserveOnly` stock is held and nothing given out yet. With a ' +
      'controlled drug it waits (`awaiting-witness`), with stock held, for another person.',
    answer: DispenseAnswer,
    errors: {
      403: ['may-not-override'],
      404: ['not-found'],
      409: ['insufficient-stock', 'invalid-transition'],
      422: ['safety-check-failed', 'exceeds-prescription', 'line-repeated', 'patient-deceased'],
    },
  })
  async dispenseMedicines(@CurrentCaller() caller: Caller, @Body() body: DispenseBody): Promise<DispenseAnswer> {
    return answerOf(await this.dispensing.execute({ ...body, dispenser: dispenserOf(caller, MAKE) }), caller);
  }

  @Get()
  @Permission(READ)
  @OwnRecord()
  @Reads('dispense.list')
  @Operation({
    summary: 'List dispenses, the oldest first',
    description: 'Of a patient whose chart is open, or those of the caller’s facilities.',
    page: DispenseAnswer,
    errors: { 404: ['not-found'] },
  })
  async listDispenses(
    @CurrentCaller() caller: Caller,
    @Query() { limit = DEFAULT_LIMIT, cursor, ...filter }: DispensesPageQuery,
  ): Promise<Page<DispenseAnswer>> {
    const { patientId } = filter;
    if (patientId !== undefined) await this.reading.expectOpen(patientId, careScopeOf(caller, READ), 'patient');
    const scope = patientId === undefined ? scopeOf(caller, READ) : { opened: [] };
    const rows = await this.query.page(filter, scope, limit, cursorKey(cursor, ['uuid'])?.[0]);
    return pageOf(
      rows,
      limit,
      ({ id }) => [id],
      (row) => viewAnswer(row, caller),
    );
  }

  @Get(':id')
  @Permission(READ)
  @OwnRecord()
  @Reads('dispense.read')
  @Operation({ summary: 'Read a dispense', answer: DispenseAnswer })
  async readDispense(@CurrentCaller() caller: Caller, @PathId('dispense') id: string): Promise<DispenseAnswer> {
    const view = await this.query.one(id);
    await this.reading.expectOpen(view.patientId, careScopeOf(caller, READ), 'dispense');
    const returns = (await this.reading.returns(id)).map((each) => returnAnswer(each, caller, view.facilityId));
    return { ...viewAnswer(view, caller, await this.reading.alerts(view.prescriptionId)), returns };
  }
}
