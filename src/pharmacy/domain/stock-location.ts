import { AggregateRoot } from '#kernel';

export interface NewStockLocation {
  id: string;
  facilityId: string;
  /** Unique within the facility, whatever its case. */
  name: string;
}

/** Where stock is kept: a dispensary, a ward cupboard, a safe. */
export class StockLocation extends AggregateRoot {
  readonly id: string;
  readonly facilityId: string;
  readonly name: string;

  constructor({ id, facilityId, name }: NewStockLocation) {
    super();
    this.id = id;
    this.facilityId = facilityId;
    this.name = name;
  }
}
