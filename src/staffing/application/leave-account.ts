import type { LeaveEntitlement } from '../domain/leave-entitlement.js';
import type { LeaveEntitlements } from '../domain/leave-registers.js';
import type { LeaveRequest } from '../domain/leave-request.js';
import type { Availabilities, Facilities } from '../domain/registers.js';
import { type DaysByYear, workingDays } from '../domain/working-days.js';

/** What leave takes from the entitlements of a person. Used while their leave is held in turn. */
export class LeaveAccount {
  constructor(
    private readonly entitlements: LeaveEntitlements,
    private readonly availabilities: Availabilities,
    private readonly facilities: Facilities,
  ) {}

  /** Working days by year, as the person's week and the facility's closures are now. */
  async costOf({ staffId, facilityId, days }: LeaveRequest): Promise<DaysByYear> {
    const availability = await this.availabilities.find(staffId);
    const { settings } = await this.facilities.get(facilityId);
    return workingDays(days, availability?.rules ?? [], settings.scheduling.closures, settings.staffing.midday);
  }

  /** @throws EntitlementExceeded */
  charge(request: LeaveRequest): Promise<void> {
    return this.settle(request, (entitlement, days) => entitlement.take(days));
  }

  giveBack(request: LeaveRequest): Promise<void> {
    return this.settle(request, (entitlement, days) => entitlement.giveBack(days));
  }

  private async settle(
    { staffId, kind, workingDays: days = {} }: LeaveRequest,
    change: (entitlement: LeaveEntitlement, days: number) => void,
  ): Promise<void> {
    for (const entitlement of await this.entitlements.ofYears(staffId, kind, Object.keys(days).map(Number))) {
      change(entitlement, days[entitlement.year] ?? 0);
      await this.entitlements.save(entitlement);
    }
  }
}
