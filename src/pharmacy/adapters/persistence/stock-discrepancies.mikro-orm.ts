import { defineEntity, p } from '@mikro-orm/core';
import { NotFound } from '#kernel';
import { type Entities, explainConstraint, InstantType } from '#persistence';
import { StockDiscrepancies } from '../../domain/stock-discrepancies.js';
import {
  closerIsCounter,
  type CountedFigure,
  type DiscrepancyCause,
  type DiscrepancyStatus,
  StockDiscrepancy,
} from '../../domain/stock-discrepancy.js';

export const StockDiscrepancyMapping = defineEntity({
  class: StockDiscrepancy as never,
  tableName: 'stock_discrepancies',
  schema: 'pharmacy',
  properties: {
    id: p.uuid().primary(),
    facilityId: p.uuid(),
    locationId: p.uuid(),
    medicationId: p.uuid(),
    lotId: p.uuid(),
    countId: p.uuid(),
    status: p.text().$type<DiscrepancyStatus>(),
    figures: p.json<readonly CountedFigure[]>(),
    openedAt: p.type(InstantType),
    cause: p.text().$type<DiscrepancyCause>().nullable(),
    explanation: p.text().nullable(),
    closedBy: p.text().nullable(),
    closedAt: p.type(InstantType).nullable(),
    version: p.integer().version(),
  },
});

explainConstraint('stock_discrepancies_closer', closerIsCounter);

export class MikroOrmStockDiscrepancies extends StockDiscrepancies {
  constructor(private readonly entities: Entities) {
    super();
  }

  override add(discrepancy: StockDiscrepancy): void {
    this.entities.add(discrepancy);
  }

  override async get(id: string): Promise<StockDiscrepancy> {
    const discrepancy = await this.entities.find(StockDiscrepancy, { id });
    if (!discrepancy) throw new NotFound('stock discrepancy');
    return discrepancy;
  }

  override openOf(countId: string): Promise<StockDiscrepancy[]> {
    return this.entities.findAll(StockDiscrepancy, { countId, status: 'open' });
  }

  override save(): Promise<void> {
    return this.entities.save();
  }
}
