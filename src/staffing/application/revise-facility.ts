import type { UnitOfWork } from '#kernel';
import type { Facility, FacilityChanges } from '../domain/facility.js';
import type { Facilities } from '../domain/registers.js';

export interface ReviseFacilityCommand {
  facilityId: string;
  expectedVersion?: number;
  changes: FacilityChanges;
}

/** Changes a facility's name, zone, currency or address. */
export class ReviseFacility {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly facilities: Facilities,
  ) {}

  /** @throws NotFound, StaleVersion; RuleBroken `invalid-time-zone`, `invalid-currency` or `incomplete-address` */
  execute({ facilityId, expectedVersion, changes }: ReviseFacilityCommand): Promise<Facility> {
    return this.unitOfWork.run(async () => {
      const facility = await this.facilities.get(facilityId);
      facility.expectVersion(expectedVersion);
      facility.revise(changes);
      await this.facilities.save(facility);
      return facility;
    });
  }
}
