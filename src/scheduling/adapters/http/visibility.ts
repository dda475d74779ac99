import type { Caller } from '#http';
import { NotFound } from '#kernel';

/** Facilities that a caller's roles are granted for; nothing where one is granted everywhere. */
export function facilitiesOf({ roles }: Caller): string[] | undefined {
  const granted = roles.map(({ facilityId }) => facilityId);
  return granted.every((facilityId) => facilityId !== undefined) ? granted : undefined;
}

/** @throws NotFound where the caller's roles end outside this facility */
export function expectWithin(caller: Caller, facilityId: string, what = 'facility'): void {
  if (facilitiesOf(caller)?.includes(facilityId) === false) throw new NotFound(what);
}
