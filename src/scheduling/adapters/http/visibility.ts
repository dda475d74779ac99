import { type Caller, mayAt } from '#http';
import { NotFound } from '#kernel';

/** Where the caller holds a permission: ids of facilities, or nothing for everywhere. */
export function facilitiesWith(permission: string, { everywhere, atFacility }: Caller): string[] | undefined {
  if (everywhere.has(permission)) return undefined;
  return [...atFacility].filter(([, held]) => held.has(permission)).map(([facilityId]) => facilityId);
}

/** @throws NotFound where the permission is not held at the facility: foreign ones look absent */
export function expectAt(facilityId: string, permission: string, caller: Caller): void {
  if (!mayAt(caller, permission, facilityId)) throw new NotFound('facility');
}
