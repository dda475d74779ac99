import type { Ids, UnitOfWork } from '#kernel';
import { LeaveEntitlement } from '../domain/leave-entitlement.js';
import type { LeaveEntitlements, LeaveRequests } from '../domain/leave-registers.js';

export interface EntitleLeaveCommand {
  staffId: string;
  kind: string;
  year: number;
  /** Working days; null takes the limit away. */
  days: number | null;
}

/** Says how many working days of a kind of leave somebody has in a year. */
export class EntitleLeave {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly entitlements: LeaveEntitlements,
    private readonly requests: LeaveRequests,
    private readonly ids: Ids,
  ) {}

  /**
   * @returns the entitlement; nothing where none is set any more
   * @throws RuleBroken `entitlement-below-used`
   */
  execute({ staffId, kind, year, days }: EntitleLeaveCommand): Promise<LeaveEntitlement | undefined> {
    return this.unitOfWork.run(async () => {
      await this.requests.inTurn(staffId);
      const known = await this.entitlements.find(staffId, kind, year);
      if (days === null) {
        if (known) await this.entitlements.remove(known);
        return undefined;
      }
      if (known) {
        known.grant(days);
        await this.entitlements.save(known);
        return known;
      }
      const usedDays = await this.requests.approvedDays(staffId, kind, year);
      const entitlement = new LeaveEntitlement({ id: this.ids.next(), staffId, kind, year, days, usedDays });
      this.entitlements.add(entitlement);
      return entitlement;
    });
  }
}
