import { Body, Controller, Get, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, IfMatch, mayAt, Operation, PathId, Permission, publishMachine, Tag, Writes } from '#http';
import { CountStock, type SettleCountCommand } from '../../application/count-stock.js';
import { EnterCount } from '../../application/enter-count.js';
import { type CountLine, countMachine, type StockCount } from '../../domain/stock-count.js';
import { type CountView, StockTransfersQuery } from '../persistence/stock-transfers.query.js';
import { facilitiesOf, StockScope } from './stock-scope.js';
import { type CountLineAnswer, EnterCountBody, StockCountAnswer, StockCountBody } from './stock-transfers.dto.js';

const READ = 'stock:read';
const COUNT = 'stock:count';
const APPROVE = 'stock:approve-count';

type Version = number | undefined;

publishMachine('stock-count', countMachine);

@Tag('Stock counts', 'Counting blind: what the books say is shown once the figures are entered, and another person approves them.')
@Controller('stock-counts')
export class StockCountsController {
  constructor(
    private readonly query: StockTransfersQuery,
    private readonly scope: StockScope,
    private readonly count: CountStock,
    private readonly enter: EnterCount,
  ) {}

  @Post()
  @Permission(COUNT)
  @Writes('stock-count.create')
  @Operation({ summary: 'Open a count of a location', answer: StockCountAnswer, errors: { 404: ['not-found'] } })
  async openStockCount(@CurrentCaller() caller: Caller, @Body() body: StockCountBody): Promise<StockCountAnswer> {
    await this.scope.expectLocation(body.locationId, COUNT, caller);
    return answerOf(viewOf(await this.count.open({ ...body, by: caller.userId })), caller);
  }

  @Get(':id')
  @Permission(READ)
  @Operation({ summary: 'Read a stock count', answer: StockCountAnswer })
  async readStockCount(@CurrentCaller() caller: Caller, @PathId('stock count') id: string): Promise<StockCountAnswer> {
    return answerOf(await this.query.count(id, facilitiesOf(caller, READ)), caller);
  }

  @Post(':id/enter')
  @Permission(COUNT)
  @Writes('stock-count.enter')
  @Operation({
    summary: 'Enter what was counted',
    description: 'Where a controlled drug differs from the books, a discrepancy opens: see `/stock-discrepancies`.',
    answer: StockCountAnswer,
    status: 200,
    errors: { 404: ['not-found'], 409: ['invalid-transition'], 422: ['count-incomplete'] },
  })
  async enterStockCount(
    @CurrentCaller() caller: Caller,
    @PathId('stock count') countId: string,
    @IfMatch() expectedVersion: Version,
    @Body() { lines }: EnterCountBody,
  ): Promise<StockCountAnswer> {
    return this.settle(COUNT, { countId, expectedVersion, by: caller.userId }, caller, (command) => this.enter.execute(command, lines));
  }

  @Post(':id/approve')
  @Permission(APPROVE)
  @Writes('stock-count.approve')
  @Operation({
    summary: 'Approve a count, whose differences are then posted',
    description: 'By another person than who counted, who is the witness where controlled drugs differ.',
    answer: StockCountAnswer,
    status: 200,
    errors: { 409: ['invalid-transition', 'insufficient-stock'], 422: ['approver-is-counter'] },
  })
  async approveStockCount(
    @CurrentCaller() caller: Caller,
    @PathId('stock count') countId: string,
    @IfMatch() expectedVersion: Version,
  ): Promise<StockCountAnswer> {
    return this.settle(APPROVE, { countId, expectedVersion, by: caller.userId }, caller, (command) => this.count.approve(command));
  }

  @Post(':id/recount')
  @Permission(APPROVE)
  @Writes('stock-count.recount')
  @Operation({ summary: 'Have it counted again', answer: StockCountAnswer, status: 200, errors: { 409: ['invalid-transition'] } })
  async recountStock(
    @CurrentCaller() caller: Caller,
    @PathId('stock count') countId: string,
    @IfMatch() expectedVersion: Version,
  ): Promise<StockCountAnswer> {
    return this.settle(APPROVE, { countId, expectedVersion, by: caller.userId }, caller, (command) => this.count.recount(command));
  }

  @Post(':id/cancel')
  @Permission(COUNT)
  @Writes('stock-count.cancel')
  @Operation({ summary: 'Call a count off', answer: StockCountAnswer, status: 200, errors: { 409: ['invalid-transition'] } })
  async cancelStockCount(
    @CurrentCaller() caller: Caller,
    @PathId('stock count') countId: string,
    @IfMatch() expectedVersion: Version,
  ): Promise<StockCountAnswer> {
    return this.settle(COUNT, { countId, expectedVersion, by: caller.userId }, caller, (command) => this.count.cancel(command));
  }

  private async settle(
    permission: string,
    command: SettleCountCommand,
    caller: Caller,
    work: (command: SettleCountCommand) => Promise<void>,
  ): Promise<StockCountAnswer> {
    await this.query.count(command.countId, facilitiesOf(caller, permission));
    await work(command);
    return answerOf(await this.query.count(command.countId, undefined), caller);
  }
}

function answerOf(view: CountView, caller: Caller): StockCountAnswer {
  const { status, facilityId, countedBy } = view;
  const allowed = (action: string): boolean => {
    if (action === 'approve' && countedBy === caller.userId) return false;
    return mayAt(caller, ['approve', 'recount'].includes(action) ? APPROVE : COUNT, facilityId);
  };
  const allowedActions = countMachine.allowedActions(status).filter(allowed);
  return { ...view, lines: view.lines.map((line) => lineAnswer(line)), allowedActions };
}

/** Whoever counts does not see what should be there. */
function lineAnswer({ lotId, snapshot, expected, counted }: CountLine): CountLineAnswer {
  if (expected === undefined || counted === undefined) return { lotId };
  return { lotId, snapshot, expected, counted, variance: counted - expected };
}

function viewOf({ id, facilityId, locationId, status, reason, lines, openedBy, openedAt, version }: StockCount): CountView {
  return { id, facilityId, locationId, status, reason, lines, openedBy, openedAt: openedAt.toString(), releasedDispenses: [], version };
}
