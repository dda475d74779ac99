import type { RowScope } from '#kernel';
import type { Caller } from './caller.js';

export type { RowScope } from '#kernel';

type Holder = Pick<Caller, 'everywhere' | 'atFacility' | 'own' | 'opened' | 'patientId'>;

/** The rows that a permission reaches for this caller: the one place where grants turn into rows. */
export function scopeOf({ everywhere, atFacility, own, opened, patientId }: Holder, permission: string): RowScope {
  const ownPatient = patientId !== undefined && own.has(permission) ? { ownPatient: patientId } : {};
  if (everywhere.has(permission)) return { ...ownPatient, opened };
  const facilities = [...atFacility].filter(([, held]) => held.has(permission)).map(([facilityId]) => facilityId);
  return { facilities, ...ownPatient, opened: facilities.length > 0 ? opened : [] };
}

/** The rows of a route that is for staff: the caller's own record is none of them unless staff see it. */
export function staffScopeOf(caller: Holder, permission: string): RowScope {
  const { ownPatient: _, ...scope } = scopeOf(caller, permission);
  return scope;
}

/**
 * The charts that a permission reaches, once the caller holds it somewhere: those of patients whom a facility of the
 * grant treats or treated, of the patient who the caller is, and of those opened by an active break-glass. Facilities
 * stand here for the patients who have a care relation with them.
 */
export function careScopeOf(caller: Holder, permission: string): RowScope {
  const scope = scopeOf(caller, permission);
  return caller.patientId === undefined ? scope : { ...scope, ownPatient: caller.patientId };
}

/** Whether a route lets the caller through: by a grant, or, where it is marked so, for their own record. */
export function mayEnter(caller: Holder & Pick<Caller, 'permissions'>, permission: string, isForOwnRecord: boolean): boolean {
  if (caller.permissions.has(permission)) return true;
  return isForOwnRecord && caller.patientId !== undefined && caller.own.has(permission);
}
