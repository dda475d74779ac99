import type { Ids, UnitOfWork } from '#kernel';
import { type NewStockLocation, StockLocation } from '../domain/stock-location.js';
import type { StockLocations } from '../domain/stock-records.js';

export type OpenStockLocationCommand = Omit<NewStockLocation, 'id'>;

/** A new place where stock is kept. */
export class OpenStockLocation {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly locations: StockLocations,
    private readonly ids: Ids,
  ) {}

  /** @throws NotFound where there is no such facility; StockLocationNameTaken */
  execute(command: OpenStockLocationCommand): Promise<StockLocation> {
    return this.unitOfWork.run(async () => {
      const location = new StockLocation({ ...command, id: this.ids.next() });
      this.locations.add(location);
      return location;
    });
  }
}
