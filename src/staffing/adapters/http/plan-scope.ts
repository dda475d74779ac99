import { type Caller, Forbidden, mayAt } from '#http';
import type { Shift } from '../../domain/shift.js';
import type { PlanScope } from '../persistence/shifts.query.js';
import { facilitiesWith } from './facility-scope.js';

/** What people do with their own shifts. */
const OWN_ACTIONS: readonly string[] = ['confirm', 'start', 'complete'];

type Placed = Pick<Shift, 'facilityId' | 'staffId'>;

/** Which shifts the caller may see: all where they plan, published ones where they may read, and their own. */
export function planScope(caller: Caller): PlanScope {
  return {
    managed: facilitiesWith('shift:manage', caller),
    readable: facilitiesWith('shift:read', caller),
    ownStaffId: caller.staffId,
  };
}

/** What of the actions the caller may do with a shift that they see. */
export function permitted(actions: readonly string[], { facilityId, staffId }: Placed, caller: Caller): string[] {
  if (mayAt(caller, 'shift:manage', facilityId)) return [...actions];
  const isOwn = staffId !== undefined && staffId === caller.staffId;
  return isOwn ? actions.filter((action) => OWN_ACTIONS.includes(action)) : [];
}

/** @throws Forbidden where the caller sees the shift but may not do that with it */
export function expectPermitted(action: string, shift: Placed, caller: Caller): void {
  if (permitted([action], shift, caller).length === 0) throw new Forbidden('shift:manage');
}

/** @throws Forbidden where the caller may not set rules aside at the facility */
export function expectOverride(override: object | undefined, facilityId: string, caller: Caller): void {
  if (override && !mayAt(caller, 'shift:override', facilityId)) throw new Forbidden('shift:override');
}
