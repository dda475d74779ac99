import { CalendarDate, Choice, ChoiceList, Halves, InstantText, PageQuery, Text, Uuid, Whole } from '#http';
import { type Half, halves } from '../../domain/leave-days.js';
import { leaveActions, type LeaveAction, leaveStatuses, type LeaveStatus } from '../../domain/leave-machine.js';

const KIND = { max: 60, pattern: /^[a-z0-9]+(-[a-z0-9]+)*$/, example: 'annual' };
const REASON = { max: 1_000, lines: true };

export class RequestLeaveBody {
  @Uuid()
  staffId!: string;

  @CalendarDate({ example: '2026-12-21', description: 'First day of absence, in the facility’s zone.' })
  from!: string;

  @CalendarDate({ example: '2026-12-31', description: 'Last day of absence, inclusive.' })
  to!: string;

  @Choice(halves, { optional: true, description: '`pm`: from the facility’s midday (a setting) of the first day; `am` by default.' })
  fromHalf?: Half;

  @Choice(halves, { optional: true, description: '`am`: to midday of the last day; `pm` by default.' })
  toHalf?: Half;

  @Text({ ...KIND, description: 'Such as `annual`, `sick`, `parental`, `study` or `unpaid`; entitlements go by it.' })
  kind!: string;

  @Text({ ...REASON, optional: true })
  reason?: string;
}

export class LeaveReasonBody {
  @Text({ ...REASON, optional: true, example: 'Plans have changed' })
  reason?: string;
}

export class LeavePageQuery extends PageQuery {
  @Uuid({ optional: true })
  staffId?: string;

  @Uuid({ optional: true })
  facilityId?: string;

  @Choice(leaveStatuses, { optional: true })
  status?: LeaveStatus;

  @Text({ ...KIND, optional: true })
  kind?: string;

  @CalendarDate({ optional: true, description: 'Only leave that reaches into the days from here on.' })
  from?: string;

  @CalendarDate({ optional: true, description: 'Only leave that reaches into the days up to here, inclusive.' })
  to?: string;
}

export class LeaveAnswer extends RequestLeaveBody {
  @Uuid()
  id!: string;

  @Uuid()
  facilityId!: string;

  @Choice(halves)
  declare fromHalf: Half;

  @Choice(halves)
  declare toHalf: Half;

  @Choice(leaveStatuses)
  status!: LeaveStatus;

  @ChoiceList(leaveActions, { description: 'What the caller may do now.' })
  allowedActions!: LeaveAction[];

  @Uuid({ description: 'A user, as in the two below.' })
  requestedBy!: string;

  @Uuid({ optional: true })
  decidedBy?: string;

  @Uuid({ optional: true })
  cancelledBy?: string;

  @InstantText({ optional: true })
  decidedAt?: string;

  @Text({ ...REASON, optional: true })
  decisionReason?: string;

  @Text({ ...REASON, optional: true })
  cancelReason?: string;

  @Halves({ optional: true, description: 'Working days that it takes, once approved; halves count as such.', example: 2.5 })
  workingDays?: number;

  @Whole({ min: 1 })
  version!: number;
}

export class EntitlementBody {
  @Text(KIND)
  kind!: string;

  @Whole({ min: 2_000, max: 9_999, example: 2_026 })
  year!: number;

  @Halves({ nullable: true, max: 366, example: 30, description: 'Working days, halves too; null takes the limit away.' })
  days!: number | null;
}

export class EntitlementsFilter {
  @Whole({ optional: true, query: true, min: 2_000, max: 9_999 })
  year?: number;
}

export class EntitlementAnswer {
  @Uuid()
  staffId!: string;

  @Text(KIND)
  kind!: string;

  @Whole({ min: 2_000, max: 9_999 })
  year!: number;

  @Halves({ optional: true, max: 366, description: 'Absent where nothing is limited.' })
  days?: number;

  @Halves({ optional: true, max: 366, description: 'Of leave that is approved.' })
  usedDays?: number;

  @Halves({ optional: true, max: 366 })
  remainingDays?: number;

  @Whole({ description: '0 where nothing is limited.' })
  version!: number;
}
