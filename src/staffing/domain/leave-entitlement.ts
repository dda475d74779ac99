import { AggregateRoot, RuleBroken } from '#kernel';
import { EntitlementExceeded } from './leave-errors.js';

export interface NewLeaveEntitlement {
  id: string;
  staffId: string;
  kind: string;
  /** Calendar year. */
  year: number;
  /** Working days in that year. */
  days: number;
  /** Working days of leave that is approved already. */
  usedDays: number;
}

/** How many working days of a kind of leave somebody has in a year. Where there is none, nothing is limited. */
export class LeaveEntitlement extends AggregateRoot {
  readonly id: string;
  readonly staffId: string;
  readonly kind: string;
  readonly year: number;
  readonly days: number;
  readonly usedDays: number;

  /** @throws RuleBroken `entitlement-below-used` */
  constructor(fields: NewLeaveEntitlement) {
    super();
    expectEnough(fields);
    this.id = fields.id;
    this.staffId = fields.staffId;
    this.kind = fields.kind;
    this.year = fields.year;
    this.days = fields.days;
    this.usedDays = fields.usedDays;
  }

  get remainingDays(): number {
    return this.days - this.usedDays;
  }

  /** @throws RuleBroken `entitlement-below-used` where more than that is approved already */
  grant(days: number): void {
    expectEnough({ days, usedDays: this.usedDays });
    Object.assign(this, { days });
  }

  /** @throws EntitlementExceeded */
  take(days: number): void {
    const { year, remainingDays } = this;
    if (days > remainingDays) throw new EntitlementExceeded({ year, days, remainingDays });
    Object.assign(this, { usedDays: this.usedDays + days });
  }

  giveBack(days: number): void {
    Object.assign(this, { usedDays: this.usedDays - days });
  }
}

function expectEnough({ days, usedDays }: Pick<LeaveEntitlement, 'days' | 'usedDays'>): void {
  if (usedDays > days) {
    throw new RuleBroken('entitlement-below-used', `${usedDays} days of that year are approved already.`, { usedDays });
  }
}
