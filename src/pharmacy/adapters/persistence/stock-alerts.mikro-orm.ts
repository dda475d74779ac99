import { defineEntity, p } from '@mikro-orm/core';
import { NotFound } from '#kernel';
import { type Entities, InstantType } from '#persistence';
import type { StockAlertStatus } from '../../domain/stock-alert-machine.js';
import { StockAlert } from '../../domain/stock-alert.js';
import type { StockAlertKind } from '../../domain/stock-findings.js';
import { StockAlerts } from '../../domain/stock-watch.js';

export const StockAlertMapping = defineEntity({
  class: StockAlert as never,
  tableName: 'stock_alerts',
  schema: 'pharmacy',
  properties: {
    id: p.uuid().primary(),
    ruleId: p.uuid(),
    facilityId: p.uuid(),
    locationId: p.uuid(),
    medicationId: p.uuid(),
    lotId: p.uuid().nullable(),
    kind: p.text().$type<StockAlertKind>(),
    status: p.text().$type<StockAlertStatus>(),
    quantity: p.integer(),
    raisedAt: p.type(InstantType),
    notices: p.integer(),
    notifiedAt: p.type(InstantType).nullable(),
    acknowledgedBy: p.text().nullable(),
    acknowledgedAt: p.type(InstantType).nullable(),
    snoozedBy: p.text().nullable(),
    snoozedUntil: p.type(InstantType).nullable(),
    resolvedAt: p.type(InstantType).nullable(),
    version: p.integer().version(),
  },
});

export class MikroOrmStockAlerts extends StockAlerts {
  constructor(private readonly entities: Entities) {
    super();
  }

  override add(alert: StockAlert): void {
    this.entities.add(alert, 'stock-alert');
  }

  override async get(id: string): Promise<StockAlert> {
    const alert = await this.entities.find(StockAlert, { id });
    if (!alert) throw new NotFound('stock alert');
    return alert;
  }

  override unresolved(ruleIds: readonly string[]): Promise<StockAlert[]> {
    return this.entities.findAll(StockAlert, { ruleId: { $in: [...ruleIds] }, status: { $ne: 'resolved' } });
  }

  override save(): Promise<void> {
    return this.entities.save();
  }
}
