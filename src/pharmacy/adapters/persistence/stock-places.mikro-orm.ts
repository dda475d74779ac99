import { defineEntity, p } from '@mikro-orm/core';
import { NotFound } from '#kernel';
import { type Entities, explainConstraint, InstantType } from '#persistence';
import { StockLocationNameTaken } from '../../domain/stock-errors.js';
import { StockLocation } from '../../domain/stock-location.js';
import { type ReceiptLine, StockReceipt } from '../../domain/stock-receipt.js';
import { StockLocations, StockReceipts } from '../../domain/stock-records.js';

export const StockLocationMapping = defineEntity({
  class: StockLocation,
  tableName: 'stock_locations',
  schema: 'pharmacy',
  properties: {
    id: p.uuid().primary(),
    facilityId: p.uuid(),
    name: p.text(),
    version: p.integer().version(),
  },
});

export const StockReceiptMapping = defineEntity({
  class: StockReceipt as never,
  tableName: 'stock_receipts',
  schema: 'pharmacy',
  properties: {
    id: p.uuid().primary(),
    facilityId: p.uuid(),
    locationId: p.uuid(),
    supplier: p.text().nullable(),
    lines: p.json<readonly ReceiptLine[]>(),
    receivedBy: p.text(),
    receivedAt: p.type(InstantType),
    version: p.integer().version(),
  },
});

explainConstraint('stock_locations_facility', () => new NotFound('facility'));
explainConstraint('stock_locations_name', () => new StockLocationNameTaken());

export class MikroOrmStockLocations extends StockLocations {
  constructor(private readonly entities: Entities) {
    super();
  }

  override add(location: StockLocation): void {
    this.entities.add(location);
  }

  override async get(id: string): Promise<StockLocation> {
    const location = await this.entities.find(StockLocation, { id });
    if (!location) throw new NotFound('stock location');
    return location;
  }
}

export class MikroOrmStockReceipts extends StockReceipts {
  constructor(private readonly entities: Entities) {
    super();
  }

  override add(receipt: StockReceipt): void {
    this.entities.add(receipt);
  }
}
