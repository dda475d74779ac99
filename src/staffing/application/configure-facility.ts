import type { UnitOfWork } from '#kernel';
import type { Facility } from '../domain/facility.js';
import type { SettingsPatch } from '../domain/facility-settings.js';
import type { Facilities } from '../domain/registers.js';

export interface ConfigureFacilityCommand {
  facilityId: string;
  expectedVersion?: number;
  patch: SettingsPatch;
}

/** Changes a facility's settings by a merge patch. */
export class ConfigureFacility {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly facilities: Facilities,
  ) {}

  /** @throws NotFound, StaleVersion; RuleBroken `invalid-closure` */
  execute({ facilityId, expectedVersion, patch }: ConfigureFacilityCommand): Promise<Facility> {
    return this.unitOfWork.run(async () => {
      const facility = await this.facilities.get(facilityId);
      facility.expectVersion(expectedVersion);
      facility.configure(patch);
      await this.facilities.save(facility);
      return facility;
    });
  }
}
