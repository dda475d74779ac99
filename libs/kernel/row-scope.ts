/** Which rows one permission reaches; what is outside of all of them looks absent. Part of the query, never of its result. */
export interface RowScope {
  /** Facilities where it is held; absent where it is held everywhere. */
  facilities?: readonly string[];
  /** The caller's own patient record, where the permission is held for that. */
  ownPatient?: string;
  /** Patients whose charts an active break-glass has opened to the caller. */
  opened: readonly string[];
}

/** All rows: of jobs, imports and events, which act for the product itself. */
export const EVERY_ROW: RowScope = { opened: [] };

/** Whether rows of a facility are among them whoever's they are. */
export function reachesFacility({ facilities }: RowScope, facilityId: string): boolean {
  return facilities === undefined || facilities.includes(facilityId);
}
