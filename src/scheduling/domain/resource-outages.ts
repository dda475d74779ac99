import type { ResourceOutage } from './resource-outage.js';

/** When rooms and equipment are out of service. Changes are saved by the unit of work. */
export abstract class ResourceOutages {
  /** @throws OutageOverlap, at the latest when the unit of work ends */
  abstract add(outage: ResourceOutage): void;

  /**
   * @param within facilities whose outages the caller may change; all where it is absent
   * @throws NotFound
   */
  abstract get(id: string, within: readonly string[] | undefined): Promise<ResourceOutage>;

  abstract save(outage: ResourceOutage): Promise<void>;

  /**
   * The facility of a room or a piece of equipment. Whoever declares an outage of it waits here for others who do; held to the
   * end of the unit of work.
   * @throws NotFound where there is none, or none of these facilities
   */
  abstract inTurn(resourceId: string, within: readonly string[] | undefined): Promise<string>;
}
