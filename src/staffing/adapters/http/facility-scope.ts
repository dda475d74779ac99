import { type Caller, Forbidden, mayAt, staffScopeOf } from '#http';
import { NotFound } from '#kernel';
import type { Within } from '../persistence/facilities.query.js';
import type { PlacementQuery } from '../persistence/placement.query.js';

/** Where the caller holds a permission: the ids of facilities, or undefined for everywhere. */
export function facilitiesWith(permission: string, caller: Caller): Within {
  return staffScopeOf(caller, permission).facilities;
}

/** @throws Forbidden unless the permission is held at every facility, as for making a new one */
export function expectEverywhere(permission: string, caller: Caller): void {
  if (!caller.everywhere.has(permission)) throw new Forbidden(permission);
}

/** @throws NotFound where the permission is not held at the facility: foreign ones look absent */
export function expectAt(facilityId: string, permission: string, caller: Caller, what = 'facility'): void {
  if (!mayAt(caller, permission, facilityId)) throw new NotFound(what);
}

/** Keeps callers to the facilities for which their roles were granted. Costs a query only where they are few. */
export class FacilityScope {
  constructor(private readonly placement: PlacementQuery) {}

  /** @throws NotFound */
  async expectStaff(staffId: string, permission: string, caller: Caller): Promise<void> {
    if (caller.everywhere.has(permission)) return;
    const facilityId = await this.placement.facilityOfStaff(staffId);
    if (facilityId === undefined || !mayAt(caller, permission, facilityId)) throw new NotFound('staff member');
  }

  /** @throws NotFound */
  async expectDepartment(departmentId: string, permission: string, caller: Caller): Promise<void> {
    if (caller.everywhere.has(permission)) return;
    const facilityId = await this.placement.facilityOfDepartment(departmentId);
    if (facilityId === undefined || !mayAt(caller, permission, facilityId)) throw new NotFound('department');
  }
}
