import type { Ids, UnitOfWork } from '#kernel';
import { type NewResourceOutage, ResourceOutage } from '../domain/resource-outage.js';
import type { ResourceOutages } from '../domain/resource-outages.js';

export interface DeclareOutageCommand extends Omit<NewResourceOutage, 'id' | 'facilityId'> {
  /** Facilities where the caller may do so; all where it is absent. */
  within?: readonly string[];
}

/** Takes a room or a piece of equipment out of service: from this moment it is booked for nothing in that time. */
export class DeclareOutage {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outages: ResourceOutages,
    private readonly ids: Ids,
  ) {}

  /** @throws NotFound, RuleBroken `invalid-period`, OutageOverlap */
  execute({ within, ...fields }: DeclareOutageCommand): Promise<ResourceOutage> {
    return this.unitOfWork.run(async () => {
      const facilityId = await this.outages.inTurn(fields.resourceId, within);
      const outage = ResourceOutage.declare({ ...fields, facilityId, id: this.ids.next() });
      this.outages.add(outage);
      return outage;
    });
  }
}
