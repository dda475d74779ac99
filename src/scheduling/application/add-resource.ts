import type { Ids, UnitOfWork } from '#kernel';
import type { Resources } from '../domain/catalogue.js';
import { Resource, type ResourceKind } from '../domain/resource.js';
import type { FacilityCalendar } from './ports.js';

export interface AddResourceCommand {
  facilityId: string;
  kind: ResourceKind;
  name: string;
  capacity: number;
}

/** A facility has a new room or piece of equipment. */
export class AddResource {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly resources: Resources,
    private readonly facilities: FacilityCalendar,
    private readonly ids: Ids,
  ) {}

  /** @throws NotFound where there is no such facility; RuleBroken `invalid-capacity` */
  execute({ facilityId, kind, name, capacity }: AddResourceCommand): Promise<Resource> {
    return this.unitOfWork.run(async () => {
      await this.facilities.rulesOf(facilityId);
      const resource = new Resource(this.ids.next(), facilityId, kind, name, capacity);
      this.resources.add(resource);
      return resource;
    });
  }
}
