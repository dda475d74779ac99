import type { RoleGrant } from '../domain/role-grant.js';
import type { User } from '../domain/user.js';

/** A user as an administrator sees it. */
export interface UserState {
  id: string;
  email: string;
  displayName: string;
  staffId?: string;
  patientId?: string;
  disabled: boolean;
  roles: RoleGrant[];
  version: number;
  createdAt: Temporal.Instant;
}

export function stateOf(user: User, roles: RoleGrant[]): UserState {
  const { id, email, displayName, staffId, patientId, isDisabled, version, createdAt } = user;
  return { id, email, displayName, staffId, patientId, disabled: isDisabled, roles, version, createdAt };
}
