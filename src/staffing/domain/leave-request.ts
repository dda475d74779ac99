import { AggregateRoot, InvalidTransition } from '#kernel';
import { expectLeavePeriod, type Half, type LeaveDays } from './leave-days.js';
import { OwnLeave } from './leave-errors.js';
import { type LeaveAction, leaveMachine, type LeaveStatus } from './leave-machine.js';
import { staffingEvents } from './staffing-events.js';
import type { DaysByYear } from './working-days.js';

/** Who asks or decides: a user, and the member of staff whom the account belongs to. */
export interface Person {
  userId: string;
  staffId?: string;
}

export interface NewLeaveRequest {
  id: string;
  facilityId: string;
  staffId: string;
  /** First and last day of absence in the facility's zone. */
  from: Temporal.PlainDate;
  to: Temporal.PlainDate;
  /** `pm`: from midday of the first day; the whole day where it is absent. */
  fromHalf?: Half;
  /** `am`: to midday of the last day; the whole day where it is absent. */
  toHalf?: Half;
  /** Such as `annual`, `sick` or `study`. */
  kind: string;
  reason?: string;
  requestedBy: string;
}

/** Days, whole or half, on which somebody will be away, or wants to be. Approved, it closes the time in which they can be booked. */
export class LeaveRequest extends AggregateRoot {
  readonly id: string;
  readonly facilityId: string;
  readonly staffId: string;
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
  readonly fromHalf: Half;
  readonly toHalf: Half;
  readonly kind: string;
  readonly reason?: string;
  readonly status: LeaveStatus;
  /** A user, as in the two below. */
  readonly requestedBy: string;
  readonly decidedBy?: string;
  readonly cancelledBy?: string;
  /** The member of staff who approved, where the user is one. */
  readonly approvedByStaffId?: string;
  readonly decidedAt?: Temporal.Instant;
  readonly decisionReason?: string;
  readonly cancelReason?: string;
  /** What it takes from the entitlements, fixed when it is approved. */
  readonly workingDays?: DaysByYear;

  private constructor(fields: NewLeaveRequest) {
    super();
    this.id = fields.id;
    this.facilityId = fields.facilityId;
    this.staffId = fields.staffId;
    this.from = fields.from;
    this.to = fields.to;
    this.fromHalf = fields.fromHalf ?? 'am';
    this.toHalf = fields.toHalf ?? 'pm';
    this.kind = fields.kind;
    this.reason = fields.reason;
    this.requestedBy = fields.requestedBy;
    this.status = 'requested';
  }

  /** @throws RuleBroken `invalid-leave-period` where it ends before it begins or is longer than two years */
  static request(fields: NewLeaveRequest): LeaveRequest {
    const request = new LeaveRequest(fields);
    expectLeavePeriod(request.days);
    request.tell(staffingEvents.leaveRequested);
    return request;
  }

  get days(): LeaveDays {
    const { from, to, fromHalf, toHalf } = this;
    return { from: from.toString(), to: to.toString(), fromHalf, toHalf };
  }

  /**
   * @param takes working days by year, which entitlements are charged with
   * @throws InvalidTransition, OwnLeave
   */
  approve(by: Person, now: Temporal.Instant, takes: DaysByYear): void {
    const status = leaveMachine.next(this.status, 'approve');
    if (by.staffId === this.staffId) throw new OwnLeave();
    const decision = { decidedBy: by.userId, approvedByStaffId: by.staffId, decidedAt: now };
    Object.assign(this, { status, ...decision, workingDays: takes });
    this.tell(staffingEvents.leaveApproved);
  }

  /** @throws InvalidTransition */
  reject(by: Person, now: Temporal.Instant, reason?: string): void {
    const status = leaveMachine.next(this.status, 'reject');
    Object.assign(this, { status, decidedBy: by.userId, decidedAt: now, decisionReason: reason });
    this.tell(staffingEvents.leaveRejected);
  }

  /**
   * Withdraws the request, or takes an approval back.
   * @param manages whether the person manages leave here
   * @throws InvalidTransition
   */
  cancel(by: Person, manages: boolean, reason?: string): void {
    const allowed = leaveActionsFor(this, by, manages);
    const status = leaveMachine.next(this.status, 'cancel', allowed);
    if (!allowed.includes('cancel')) throw new InvalidTransition(this.status, 'cancel', 'only who manages leave can', allowed);
    Object.assign(this, { status, cancelledBy: by.userId, cancelReason: reason });
    this.tell(staffingEvents.leaveCancelled);
  }

  /** What kind of leave it is stays here: it may be an illness. */
  private tell(type: string): void {
    const { id, staffId, facilityId, days } = this;
    const payload = { leaveRequestId: id, staffId, facilityId, ...days };
    this.record({ type, aggregateId: staffId, payload });
  }
}

/**
 * What somebody may do with a leave now.
 * @param manages whether they manage leave at its facility
 */
export function leaveActionsFor(
  { status, staffId, requestedBy }: Pick<LeaveRequest, 'status' | 'staffId' | 'requestedBy'>,
  by: Person,
  manages: boolean,
): LeaveAction[] {
  const isTheirs = by.userId === requestedBy || by.staffId === staffId;
  return leaveMachine.allowedActions(status).filter((action) => {
    if (action === 'cancel') return manages || (isTheirs && status === 'requested');
    return manages && (action !== 'approve' || by.staffId !== staffId);
  });
}
