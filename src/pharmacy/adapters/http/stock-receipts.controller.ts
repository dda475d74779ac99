import { Body, Controller, Get, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, Operation, PathId, Permission, Tag, Writes } from '#http';
import { Money } from '#kernel';
import { ReceiveStock } from '../../application/receive-stock.js';
import type { DeliveredLine, StockReceipt } from '../../domain/stock-receipt.js';
import { StockQuery } from '../persistence/stock.query.js';
import { facilitiesOf, StockScope } from './stock-scope.js';
import { type ReceiptLineBody, StockReceiptAnswer, StockReceiptBody } from './stock.dto.js';

const RECEIVE = 'stock:receive';

@Tag('Stock receipts', 'Deliveries that are put into stock.')
@Controller('stock-receipts')
export class StockReceiptsController {
  constructor(
    private readonly query: StockQuery,
    private readonly scope: StockScope,
    private readonly receive: ReceiveStock,
  ) {}

  @Post()
  @Permission(RECEIVE)
  @Writes('stock-receipt.create')
  @Operation({
    summary: 'Receive stock',
    description: 'A lot that is known (medication, number, expiry date) grows; others are made. All lines or none.',
    answer: StockReceiptAnswer,
    errors: { 404: ['not-found'], 422: ['lot-mismatch', 'invalid-amount', 'invalid-currency'] },
  })
  async receiveStock(@CurrentCaller() caller: Caller, @Body() body: StockReceiptBody): Promise<StockReceiptAnswer> {
    const { locationId, supplier } = body;
    await this.scope.expectLocation(locationId, RECEIVE, caller);
    const lines = body.lines.map(deliveredLine);
    return answerOf(await this.receive.execute({ locationId, supplier, lines, by: caller.userId }));
  }

  @Get(':id')
  @Permission('stock:read')
  @Operation({ summary: 'Read a stock receipt', answer: StockReceiptAnswer })
  readStockReceipt(@CurrentCaller() caller: Caller, @PathId('stock receipt') id: string): Promise<StockReceiptAnswer> {
    return this.query.receipt(id, facilitiesOf(caller, 'stock:read')) as Promise<StockReceiptAnswer>;
  }
}

function deliveredLine({ expiresOn, unitCost, ...line }: ReceiptLineBody): DeliveredLine {
  const cost = unitCost && Money.parse(unitCost.amount, unitCost.currency);
  return { ...line, expiresOn: Temporal.PlainDate.from(expiresOn), ...(cost ? { unitCost: cost } : {}) };
}

function answerOf({ id, facilityId, locationId, supplier, lines, receivedBy, receivedAt, version }: StockReceipt): StockReceiptAnswer {
  return { id, facilityId, locationId, supplier, lines: [...lines], receivedBy, receivedAt: receivedAt.toString(), version };
}
