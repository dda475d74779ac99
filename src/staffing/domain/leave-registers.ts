import type { LeaveEntitlement } from './leave-entitlement.js';
import type { LeaveRequest } from './leave-request.js';

export abstract class LeaveRequests {
  abstract add(request: LeaveRequest): void;

  /** @throws NotFound */
  abstract get(id: string): Promise<LeaveRequest>;

  /** @throws LeaveOverlap */
  abstract save(request: LeaveRequest): Promise<void>;

  /** Whoever changes what leave somebody has waits here for others who do; held to the end of the unit of work. */
  abstract inTurn(staffId: string): Promise<void>;

  /** Working days of approved leave of a kind in a year. */
  abstract approvedDays(staffId: string, kind: string, year: number): Promise<number>;
}

export abstract class LeaveEntitlements {
  abstract add(entitlement: LeaveEntitlement): void;
  abstract find(staffId: string, kind: string, year: number): Promise<LeaveEntitlement | undefined>;
  abstract ofYears(staffId: string, kind: string, years: readonly number[]): Promise<LeaveEntitlement[]>;
  abstract save(entitlement: LeaveEntitlement): Promise<void>;
  /** From then on nothing is limited. */
  abstract remove(entitlement: LeaveEntitlement): Promise<void>;
}
