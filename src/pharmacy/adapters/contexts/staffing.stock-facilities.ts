import { NotFound } from '#kernel';
import type { StaffingFacade } from '../../../staffing/index.js';
import { StockFacilities, type StockFacility } from '../../application/stock-alert-ports.js';

export class StaffingStockFacilities extends StockFacilities {
  constructor(private readonly staffing: StaffingFacade) {
    super();
  }

  override async get(facilityId: string): Promise<StockFacility> {
    const facility = await this.staffing.facility(facilityId);
    if (!facility) throw new NotFound('facility');
    const { name, timeZone, settings } = facility;
    return { name, timeZone, language: settings.messages.language };
  }
}
