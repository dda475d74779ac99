import { Body, Controller, Get, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, IfMatch, mayAt, Operation, PathId, Permission, publishMachine, Tag, Writes } from '#http';
import { AdjustStock } from '../../application/adjust-stock.js';
import { type AdjustmentAction, adjustmentMachine, type StockAdjustment } from '../../domain/stock-adjustment.js';
import { LotsQuery, type AdjustmentView } from '../persistence/lots.query.js';
import { StockAdjustmentAnswer, StockAdjustmentBody, StockReasonBody } from './lots.dto.js';
import { facilitiesOf, StockScope } from './stock-scope.js';

const READ = 'stock:read';
const ADJUST = 'stock:adjust';
const WITNESS = 'stock:witness';

type Version = number | undefined;

publishMachine('stock-adjustment', adjustmentMachine);

@Tag('Stock adjustments', 'Stock that was found, lost, broken or wrongly entered. Controlled drugs need a witness.')
@Controller('stock-adjustments')
export class StockAdjustmentsController {
  constructor(
    private readonly query: LotsQuery,
    private readonly scope: StockScope,
    private readonly adjust: AdjustStock,
  ) {}

  @Post()
  @Permission(ADJUST)
  @Writes('stock-adjustment.create')
  @Operation({
    summary: 'Adjust stock',
    description: 'All lines or none. With a controlled drug it waits (`awaiting-witness`), and stock stays as it is.',
    answer: StockAdjustmentAnswer,
    errors: { 404: ['not-found'], 409: ['insufficient-stock'], 422: ['empty-adjustment'] },
  })
  async adjustStock(@CurrentCaller() caller: Caller, @Body() body: StockAdjustmentBody): Promise<StockAdjustmentAnswer> {
    await this.scope.expectLocation(body.locationId, ADJUST, caller);
    return this.posted(await this.adjust.execute({ ...body, by: caller.userId }), caller);
  }

  @Get(':id')
  @Permission(READ)
  @Operation({ summary: 'Read a stock adjustment', answer: StockAdjustmentAnswer })
  async readStockAdjustment(@CurrentCaller() caller: Caller, @PathId('stock adjustment') id: string): Promise<StockAdjustmentAnswer> {
    return answerOf(await this.query.adjustment(id, facilitiesOf(caller, READ)), caller);
  }

  @Post(':id/witness')
  @Permission(WITNESS)
  @Writes('stock-adjustment.witness')
  @Operation({
    summary: 'Witness an adjustment of a controlled drug',
    description: 'By another person than who asked for it, signed in as themselves.',
    answer: StockAdjustmentAnswer,
    status: 200,
    errors: { 409: ['invalid-transition', 'insufficient-stock'], 422: ['witness-is-actor'] },
  })
  async witnessStockAdjustment(
    @CurrentCaller() caller: Caller,
    @PathId('stock adjustment') id: string,
    @IfMatch() expectedVersion: Version,
  ): Promise<StockAdjustmentAnswer> {
    await this.query.adjustment(id, facilitiesOf(caller, WITNESS));
    await this.adjust.witness({ adjustmentId: id, expectedVersion, by: caller.userId });
    return answerOf(await this.query.adjustment(id, undefined), caller);
  }

  @Post(':id/cancel')
  @Permission(ADJUST)
  @Writes('stock-adjustment.cancel')
  @Operation({
    summary: 'Take back an adjustment that waits for a witness',
    answer: StockAdjustmentAnswer,
    status: 200,
    errors: { 409: ['invalid-transition'] },
  })
  async cancelStockAdjustment(
    @CurrentCaller() caller: Caller,
    @PathId('stock adjustment') id: string,
    @IfMatch() expectedVersion: Version,
  ): Promise<StockAdjustmentAnswer> {
    await this.query.adjustment(id, facilitiesOf(caller, ADJUST));
    await this.adjust.cancel({ adjustmentId: id, expectedVersion, by: caller.userId });
    return answerOf(await this.query.adjustment(id, undefined), caller);
  }

  @Post(':id/reverse')
  @Permission(ADJUST)
  @Writes('stock-adjustment.reverse')
  @Operation({
    summary: 'Reverse an adjustment by posting the opposite',
    description: 'The answer is the new adjustment; with a controlled drug it waits for a witness.',
    answer: StockAdjustmentAnswer,
    status: 201,
    errors: { 409: ['invalid-transition', 'insufficient-stock'], 422: ['already-reversed'] },
  })
  async reverseStockAdjustment(
    @CurrentCaller() caller: Caller,
    @PathId('stock adjustment') id: string,
    @IfMatch() expectedVersion: Version,
    @Body() { reason }: StockReasonBody,
  ): Promise<StockAdjustmentAnswer> {
    await this.query.adjustment(id, facilitiesOf(caller, ADJUST));
    return this.posted(await this.adjust.reverse({ adjustmentId: id, expectedVersion, by: caller.userId }, reason), caller);
  }

  private async posted(adjustment: StockAdjustment, caller: Caller): Promise<StockAdjustmentAnswer> {
    return answerOf(viewOf(adjustment, await this.query.released(adjustment.id)), caller);
  }
}

function answerOf(view: AdjustmentView, caller: Caller): StockAdjustmentAnswer {
  const allowed = (action: AdjustmentAction | string): boolean => {
    if (action === 'reverse' && (view.reverses ?? view.reversedBy)) return false;
    if (action === 'witness' && view.requestedBy === caller.userId) return false;
    return mayAt(caller, action === 'witness' ? WITNESS : ADJUST, view.facilityId);
  };
  return { ...view, lines: [...view.lines], allowedActions: adjustmentMachine.allowedActions(view.status).filter(allowed) };
}

function viewOf(adjustment: StockAdjustment, releasedDispenses: string[]): AdjustmentView {
  const { id, facilityId, locationId, status, reason, lines, reverses, requestedBy, requestedAt, version } = adjustment;
  const asked = { reason, lines, reverses, requestedBy, requestedAt: requestedAt.toString() };
  return { id, facilityId, locationId, status, ...asked, releasedDispenses, version };
}
