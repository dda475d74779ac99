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
import { TransferStock } from '../../application/transfer-stock.js';
import { type StockTransfer, transferMachine } from '../../domain/stock-transfer.js';
import { StockTransfersQuery, type TransferView } from '../persistence/stock-transfers.query.js';
import { StockReasonBody } from './lots.dto.js';
import { facilitiesOf, StockScope } from './stock-scope.js';
import { ReceiveTransferBody, StockTransferAnswer, StockTransferBody, TransfersPageQuery } from './stock-transfers.dto.js';

const READ = 'stock:read';
const TRANSFER = 'stock:transfer';
const WITNESS = 'stock:witness';

type Version = number | undefined;

publishMachine('stock-transfer', transferMachine);

@Tag('Stock transfers', 'Stock on its way between locations. Controlled drugs leave before a witness and are received by somebody else.')
@Controller('stock-transfers')
export class StockTransfersController {
  constructor(
    private readonly query: StockTransfersQuery,
    private readonly scope: StockScope,
    private readonly transfer: TransferStock,
  ) {}

  @Post()
  @Permission(TRANSFER)
  @Writes('stock-transfer.create')
  @Operation({
    summary: 'Dispatch stock to another location',
    description: 'All lines or none. With a controlled drug it waits (`awaiting-witness`), and stock stays as it is.',
    answer: StockTransferAnswer,
    errors: { 404: ['not-found'], 409: ['insufficient-stock'], 422: ['invalid-transfer'] },
  })
  async dispatchStock(@CurrentCaller() caller: Caller, @Body() body: StockTransferBody): Promise<StockTransferAnswer> {
    await this.scope.expectLocation(body.fromLocationId, TRANSFER, caller);
    return answerOf(viewOf(await this.transfer.dispatch({ ...body, by: caller.userId })), caller);
  }

  @Get()
  @Permission(READ)
  @Operation({ summary: 'List stock transfers, the latest first', page: StockTransferAnswer })
  async listStockTransfers(
    @CurrentCaller() caller: Caller,
    @Query() { limit = DEFAULT_LIMIT, cursor, ...filter }: TransfersPageQuery,
  ): Promise<Page<StockTransferAnswer>> {
    const rows = await this.query.transfers(filter, facilitiesOf(caller, READ), limit, cursorKey(cursor, ['uuid'])?.[0]);
    return pageOf(
      rows,
      limit,
      ({ id }) => [id],
      (row) => answerOf(row, caller),
    );
  }

  @Get(':id')
  @Permission(READ)
  @Operation({ summary: 'Read a stock transfer', answer: StockTransferAnswer })
  async readStockTransfer(@CurrentCaller() caller: Caller, @PathId('stock transfer') id: string): Promise<StockTransferAnswer> {
    return answerOf(await this.query.transfer(id, facilitiesOf(caller, READ)), caller);
  }

  @Post(':id/witness')
  @Permission(WITNESS)
  @Writes('stock-transfer.witness')
  @Operation({
    summary: 'Witness that a controlled drug leaves',
    answer: StockTransferAnswer,
    status: 200,
    errors: { 409: ['invalid-transition', 'insufficient-stock'], 422: ['witness-is-actor'] },
  })
  async witnessStockTransfer(
    @CurrentCaller() caller: Caller,
    @PathId('stock transfer') transferId: string,
    @IfMatch() expectedVersion: Version,
  ): Promise<StockTransferAnswer> {
    await this.query.transfer(transferId, facilitiesOf(caller, WITNESS));
    await this.transfer.witness({ transferId, expectedVersion, by: caller.userId });
    return answerOf(await this.query.transfer(transferId, undefined), caller);
  }

  @Post(':id/receive')
  @Permission(TRANSFER)
  @Writes('stock-transfer.receive')
  @Operation({
    summary: 'Take in what arrived',
    description: 'What differs from what was sent is booked as a variance of its own, with a reason.',
    answer: StockTransferAnswer,
    status: 200,
    errors: { 409: ['invalid-transition'], 422: ['witness-is-actor', 'invalid-transfer', 'variance-needs-reason'] },
  })
  async receiveStockTransfer(
    @CurrentCaller() caller: Caller,
    @PathId('stock transfer') transferId: string,
    @IfMatch() expectedVersion: Version,
    @Body() { lines = [], reason }: ReceiveTransferBody,
  ): Promise<StockTransferAnswer> {
    await this.query.transfer(transferId, facilitiesOf(caller, TRANSFER));
    await this.transfer.receive({ transferId, expectedVersion, by: caller.userId }, lines, reason);
    return answerOf(await this.query.transfer(transferId, undefined), caller);
  }

  @Post(':id/cancel')
  @Permission(TRANSFER)
  @Writes('stock-transfer.cancel')
  @Operation({ summary: 'Call a transfer off', answer: StockTransferAnswer, status: 200, errors: { 409: ['invalid-transition'] } })
  async cancelStockTransfer(
    @CurrentCaller() caller: Caller,
    @PathId('stock transfer') transferId: string,
    @IfMatch() expectedVersion: Version,
    @Body() { reason }: StockReasonBody,
  ): Promise<StockTransferAnswer> {
    await this.query.transfer(transferId, facilitiesOf(caller, TRANSFER));
    await this.transfer.cancel({ transferId, expectedVersion, by: caller.userId }, reason);
    return answerOf(await this.query.transfer(transferId, undefined), caller);
  }
}

function answerOf(view: TransferView, caller: Caller): StockTransferAnswer {
  const { witnessedBy, requestedBy, status, facilityId } = view;
  const isOwn = requestedBy === caller.userId;
  const allowed = (action: string): boolean => {
    if (action === 'witness') return !isOwn && mayAt(caller, WITNESS, facilityId);
    if (action === 'receive' && isOwn && witnessedBy !== undefined) return false;
    if (action === 'cancel' && status === 'dispatched' && witnessedBy !== undefined) return false;
    return mayAt(caller, TRANSFER, facilityId);
  };
  return { ...view, lines: [...view.lines], allowedActions: transferMachine.allowedActions(status).filter(allowed) };
}

function viewOf(transfer: StockTransfer): TransferView {
  const { id, facilityId, fromLocationId, toLocationId, status, reason, lines, requestedBy, requestedAt, version } = transfer;
  const placed = { id, facilityId, fromLocationId, toLocationId };
  return { ...placed, status, reason, lines, requestedBy, requestedAt: requestedAt.toString(), version };
}
