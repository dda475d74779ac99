import type { Ids, UnitOfWork } from '#kernel';
import { Facility, type NewFacility } from '../domain/facility.js';
import type { Facilities } from '../domain/registers.js';

export type OpenFacilityCommand = Omit<NewFacility, 'id'>;

/** A new facility, with every setting at its default. */
export class OpenFacility {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly facilities: Facilities,
    private readonly ids: Ids,
  ) {}

  /** @throws RuleBroken `invalid-time-zone` or `invalid-currency` */
  execute(command: OpenFacilityCommand): Promise<Facility> {
    return this.unitOfWork.run(async () => {
      const facility = Facility.open({ ...command, id: this.ids.next() });
      this.facilities.add(facility);
      return facility;
    });
  }
}
