import { defineEntity, p } from '@mikro-orm/core';
import { NotFound } from '#kernel';
import { type Entities, InstantType, type Sql } from '#persistence';
import { type CountLine, type CountStatus, StockCount } from '../../domain/stock-count.js';
import { StockCounts, StockTransfers } from '../../domain/stock-records.js';
import { StockTransfer, type TransferLine, type TransferStatus } from '../../domain/stock-transfer.js';

export const StockTransferMapping = defineEntity({
  class: StockTransfer as never,
  tableName: 'stock_transfers',
  schema: 'pharmacy',
  properties: {
    id: p.uuid().primary(),
    facilityId: p.uuid(),
    fromLocationId: p.uuid(),
    toLocationId: p.uuid(),
    status: p.text().$type<TransferStatus>(),
    reason: p.text(),
    lines: p.json<readonly TransferLine[]>(),
    requestedBy: p.text(),
    requestedAt: p.type(InstantType),
    witnessedBy: p.text().nullable(),
    receivedBy: p.text().nullable(),
    varianceReason: p.text().nullable(),
    version: p.integer().version(),
  },
});

export const StockCountMapping = defineEntity({
  class: StockCount as never,
  tableName: 'stock_counts',
  schema: 'pharmacy',
  properties: {
    id: p.uuid().primary(),
    facilityId: p.uuid(),
    locationId: p.uuid(),
    status: p.text().$type<CountStatus>(),
    reason: p.text(),
    lines: p.json<readonly CountLine[]>(),
    openedBy: p.text(),
    openedAt: p.type(InstantType),
    countedBy: p.text().nullable(),
    approvedBy: p.text().nullable(),
    version: p.integer().version(),
  },
});

export class MikroOrmStockTransfers extends StockTransfers {
  constructor(private readonly entities: Entities) {
    super();
  }

  override add(transfer: StockTransfer): void {
    this.entities.add(transfer);
  }

  override async get(id: string): Promise<StockTransfer> {
    const transfer = await this.entities.find(StockTransfer, { id });
    if (!transfer) throw new NotFound('stock transfer');
    return transfer;
  }

  override save(): Promise<void> {
    return this.entities.save();
  }
}

export class MikroOrmStockCounts extends StockCounts {
  constructor(
    private readonly entities: Entities,
    private readonly sql: Sql,
  ) {
    super();
  }

  override add(count: StockCount): void {
    this.entities.add(count);
  }

  override async get(id: string): Promise<StockCount> {
    const count = await this.entities.find(StockCount, { id });
    if (!count) throw new NotFound('stock count');
    return count;
  }

  override onHandAt(
    locationId: string,
    { medicationIds, lotIds }: { medicationIds?: readonly string[]; lotIds?: readonly string[] },
  ): Promise<{ lotId: string; onHand: number }[]> {
    return this.sql.query(
      `select b.lot_id as "lotId", b.on_hand as "onHand" from pharmacy.stock_balances b join pharmacy.lots l on l.id = b.lot_id
       where b.location_id = $1 and ($2::uuid[] is null or l.medication_id = any($2)) and ($3::uuid[] is null or b.lot_id = any($3))
       order by l.expires_on, l.number, l.part`,
      [locationId, medicationIds ?? null, lotIds ?? null],
    );
  }

  override save(): Promise<void> {
    return this.entities.save();
  }
}
