import type { Clock, UnitOfWork } from '#kernel';
import type { ResourceOutage } from '../domain/resource-outage.js';
import type { ResourceOutages } from '../domain/resource-outages.js';

export interface EndOutageCommand {
  resourceOutageId: string;
  expectedVersion?: number;
  /** A user. */
  by: string;
  /** Facilities where the caller may do so; all where it is absent. */
  within?: readonly string[];
}

/** Puts a room or a piece of equipment back into service before its time. */
export class EndOutage {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outages: ResourceOutages,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, StaleVersion, InvalidTransition */
  execute({ resourceOutageId, expectedVersion, by, within }: EndOutageCommand): Promise<ResourceOutage> {
    return this.unitOfWork.run(async () => {
      const outage = await this.outages.get(resourceOutageId, within);
      outage.expectVersion(expectedVersion);
      outage.finish(by, this.clock.now());
      await this.outages.save(outage);
      return outage;
    });
  }
}
