import { defineEntity, p } from '@mikro-orm/core';
import { NotFound } from '#kernel';
import { type Entities, explainConstraint, InstantType } from '#persistence';
import { type AdjustmentLine, type AdjustmentStatus, alreadyReversed, StockAdjustment } from '../../domain/stock-adjustment.js';
import { StockAdjustments } from '../../domain/stock-records.js';

export const StockAdjustmentMapping = defineEntity({
  class: StockAdjustment as never,
  tableName: 'stock_adjustments',
  schema: 'pharmacy',
  properties: {
    id: p.uuid().primary(),
    facilityId: p.uuid(),
    locationId: p.uuid(),
    status: p.text().$type<AdjustmentStatus>(),
    reason: p.text(),
    lines: p.json<readonly AdjustmentLine[]>(),
    reverses: p.uuid().nullable(),
    requestedBy: p.text(),
    requestedAt: p.type(InstantType),
    witnessedBy: p.text().nullable(),
    version: p.integer().version(),
  },
});

explainConstraint('stock_adjustments_reverses', alreadyReversed);

export class MikroOrmStockAdjustments extends StockAdjustments {
  constructor(private readonly entities: Entities) {
    super();
  }

  override add(adjustment: StockAdjustment): void {
    this.entities.add(adjustment);
  }

  override async get(id: string): Promise<StockAdjustment> {
    const adjustment = await this.entities.find(StockAdjustment, { id });
    if (!adjustment) throw new NotFound('stock adjustment');
    return adjustment;
  }

  override save(): Promise<void> {
    return this.entities.save();
  }
}
