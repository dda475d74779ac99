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
  Tag,
  Writes,
} from '#http';
import { CloseDiscrepancy } from '../../application/close-discrepancy.js';
import { discrepancyMachine } from '../../domain/stock-discrepancy.js';
import { type DiscrepancyView, StockDiscrepanciesQuery } from '../persistence/stock-discrepancies.query.js';
import { CloseDiscrepancyBody, DiscrepanciesPageQuery, StockDiscrepancyAnswer } from './stock-discrepancies.dto.js';
import { facilitiesOf } from './stock-scope.js';

const READ = 'stock:read';
const CLOSE = 'stock:close-discrepancy';

publishMachine('stock-discrepancy', discrepancyMachine);

@Tag('Stock discrepancies', 'Counts of controlled drugs that disagreed with the books, until somebody who did not count explains them.')
@Controller('stock-discrepancies')
export class StockDiscrepanciesController {
  constructor(
    private readonly query: StockDiscrepanciesQuery,
    private readonly close: CloseDiscrepancy,
  ) {}

  @Get()
  @Permission(READ)
  @Operation({
    summary: 'List discrepancies of controlled drugs, the latest first',
    description: 'One opens when a count that disagrees is entered, and stays open whatever becomes of the count.',
    page: StockDiscrepancyAnswer,
  })
  async listStockDiscrepancies(
    @CurrentCaller() caller: Caller,
    @Query() { limit = DEFAULT_LIMIT, cursor, ...filter }: DiscrepanciesPageQuery,
  ): Promise<Page<StockDiscrepancyAnswer>> {
    const [before] = cursorKey(cursor, ['uuid']) ?? [];
    const rows = await this.query.page(filter, facilitiesOf(caller, READ), limit, before);
    return pageOf(
      rows,
      limit,
      ({ id }) => [id],
      (row) => answerOf(row, caller),
    );
  }

  @Get(':id')
  @Permission(READ)
  @Operation({ summary: 'Read a discrepancy of a controlled drug', answer: StockDiscrepancyAnswer })
  async readStockDiscrepancy(@CurrentCaller() caller: Caller, @PathId('stock discrepancy') id: string): Promise<StockDiscrepancyAnswer> {
    return answerOf(await this.query.one(id, facilitiesOf(caller, READ)), caller);
  }

  @Post(':id/close')
  @Permission(CLOSE)
  @Writes('stock-discrepancy.close')
  @Operation({
    summary: 'Close a discrepancy with what it came from',
    description: 'By somebody who did not count. Stock is corrected by the approval of the count, not by this.',
    answer: StockDiscrepancyAnswer,
    status: 200,
    errors: { 409: ['invalid-transition'], 422: ['closer-is-counter'] },
  })
  async closeStockDiscrepancy(
    @CurrentCaller() caller: Caller,
    @PathId('stock discrepancy') discrepancyId: string,
    @IfMatch() expectedVersion: number | undefined,
    @Body() { cause, explanation }: CloseDiscrepancyBody,
  ): Promise<StockDiscrepancyAnswer> {
    await this.query.one(discrepancyId, facilitiesOf(caller, CLOSE));
    await this.close.execute({ discrepancyId, expectedVersion, cause, explanation, by: caller.userId });
    return answerOf(await this.query.one(discrepancyId, undefined), caller);
  }
}

function answerOf(view: DiscrepancyView, caller: Caller): StockDiscrepancyAnswer {
  const { status, facilityId, figures } = view;
  const hasCounted = figures.some(({ countedBy }) => countedBy === caller.userId);
  const mayClose = !hasCounted && mayAt(caller, CLOSE, facilityId);
  const { expected, counted } = figures.at(-1)!;
  return {
    ...view,
    expected,
    counted,
    variance: counted - expected,
    figures: [...figures],
    openedBy: figures[0]!.countedBy,
    allowedActions: mayClose ? discrepancyMachine.allowedActions(status) : [],
  };
}
