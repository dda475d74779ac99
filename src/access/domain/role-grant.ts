import type { Role } from './permissions.js';

/** A role held at one facility, or without one everywhere. */
export interface RoleGrant {
  role: Role;
  facilityId?: string;
}

export function isSameGrant(one: RoleGrant, other: RoleGrant): boolean {
  return one.role === other.role && one.facilityId === other.facilityId;
}

/** Administers the whole installation, not one facility of it. */
export function isAdministration(grant: RoleGrant): boolean {
  return grant.role === 'admin' && grant.facilityId === undefined;
}
