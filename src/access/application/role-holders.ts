import type { RoleHolder } from '../access.facade.js';

/** Users by what they may do. */
export abstract class RoleHolders {
  /** Those who are not disabled and hold one of the roles at a facility, or everywhere; each once. */
  abstract at(facilityId: string, roles: readonly string[]): Promise<RoleHolder[]>;
}
