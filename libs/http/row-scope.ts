import type { Caller } from './caller.js';

/** Which rows one permission reaches; what is outside of all of them looks absent. */
export interface RowScope {
  /** Facilities where it is held; absent where it is held everywhere. */
  facilities?: readonly string[];
  /** The caller's own patient record, where the permission is held for that. */
  ownPatient?: string;
  /** Patients whose charts an active break-glass has opened to the caller. */
  opened: readonly string[];
}

type Holder = Pick<Caller, 'everywhere' | 'atFacility' | 'own' | 'opened' | 'patientId'>;

/** The rows that a permission reaches for this caller. Goes into the query itself, never over its result. */
export function scopeOf(caller: Holder, permission: string): RowScope {
  const { everywhere, atFacility, own, opened, patientId } = caller;
  const ownPatient = patientId !== undefined && own.has(permission) ? { ownPatient: patientId } : {};
  if (everywhere.has(permission)) return { ...ownPatient, opened };
  const facilities = [...atFacility].filter(([, held]) => held.has(permission)).map(([facilityId]) => facilityId);
  return { facilities, ...ownPatient, opened };
}
