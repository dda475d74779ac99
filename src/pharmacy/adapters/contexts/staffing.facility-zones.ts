import type { StaffingFacade } from '../../../staffing/index.js';
import { FacilityZones } from '../../application/usage-ports.js';

/** Time zones of facilities by the staffing context. */
export class StaffingFacilityZones extends FacilityZones {
  constructor(private readonly staffing: StaffingFacade) {
    super();
  }

  override async all(): Promise<ReadonlyMap<string, string>> {
    return new Map((await this.staffing.facilities()).map(({ id, timeZone }) => [id, timeZone]));
  }
}
