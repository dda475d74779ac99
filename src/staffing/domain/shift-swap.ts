import { AggregateRoot, InvalidTransition, RuleBroken, StateMachine } from '#kernel';
import { staffingEvents } from './staffing-events.js';

export const SWAP_STATUSES = ['requested', 'accepted', 'approved', 'applied', 'rejected', 'expired'] as const;
export type SwapStatus = (typeof SWAP_STATUSES)[number];
export const SWAP_ACTIONS = ['accept', 'approve', 'reject'] as const;
export type SwapAction = (typeof SWAP_ACTIONS)[number];

const IN_TIME = 'before it expires';

export const swapMachine = new StateMachine<SwapStatus, SwapAction | 'request' | 'apply' | 'expire'>([
  { from: null, action: 'request', to: 'requested', guard: 'by the person of the shift, or whoever manages shifts' },
  { from: 'requested', action: 'accept', to: 'accepted', guard: `by the colleague, ${IN_TIME}` },
  { from: 'requested', action: 'reject', to: 'rejected', guard: 'by either person, or whoever manages rosters' },
  { from: 'accepted', action: 'reject', to: 'rejected', guard: 'by either person, or whoever manages rosters' },
  { from: 'accepted', action: 'approve', to: 'approved', guard: `both people's rules and the cover are kept, ${IN_TIME}; by neither of the two` },
  { from: 'approved', action: 'apply', to: 'applied', guard: 'at once, in the same transaction', system: true },
  { from: 'requested', action: 'expire', to: 'expired', guard: 'its time is over', system: true },
  { from: 'accepted', action: 'expire', to: 'expired', guard: 'its time is over', system: true },
]);

export interface NewShiftSwap {
  id: string;
  facilityId: string;
  departmentId: string;
  shiftId: string;
  requesterId: string;
  colleagueId: string;
  /** The colleague's shift that the requester takes in return. */
  inReturnShiftId?: string;
  reason?: string;
  expiresAt: Temporal.Instant;
}

/** One person's shift for a colleague, with or without one of theirs in return. */
export class ShiftSwap extends AggregateRoot {
  readonly id: string;
  readonly facilityId: string;
  readonly departmentId: string;
  readonly shiftId: string;
  readonly requesterId: string;
  readonly colleagueId: string;
  readonly inReturnShiftId?: string;
  readonly reason?: string;
  readonly status: SwapStatus;
  readonly expiresAt: Temporal.Instant;
  readonly rejectReason?: string;

  /** @throws RuleBroken `invalid-swap` where somebody would swap with themselves */
  constructor(fields: NewShiftSwap) {
    super();
    if (fields.requesterId === fields.colleagueId) throw new RuleBroken('invalid-swap', 'A swap is between two people.');
    this.id = fields.id;
    this.facilityId = fields.facilityId;
    this.departmentId = fields.departmentId;
    this.shiftId = fields.shiftId;
    this.requesterId = fields.requesterId;
    this.colleagueId = fields.colleagueId;
    this.inReturnShiftId = fields.inReturnShiftId;
    this.reason = fields.reason;
    this.expiresAt = fields.expiresAt;
    this.status = 'requested';
  }

  static request(fields: NewShiftSwap): ShiftSwap {
    const swap = new ShiftSwap(fields);
    swap.tell(staffingEvents.swapRequested);
    return swap;
  }

  concerns(staffId: string | undefined): boolean {
    return staffId !== undefined && (staffId === this.requesterId || staffId === this.colleagueId);
  }

  /** @throws InvalidTransition */
  accept(now: Temporal.Instant): void {
    this.expectInTime('accept', now);
    Object.assign(this, { status: swapMachine.next(this.status, 'accept') });
  }

  /**
   * Approved and applied are one step, so that nothing comes between the check and the change.
   * @param byStaffId the approver, where they are staff
   * @throws InvalidTransition
   */
  approve(now: Temporal.Instant, byStaffId?: string): void {
    this.expectInTime('approve', now);
    if (this.concerns(byStaffId)) throw swapMachine.refusal(this.status, 'approve', 'nobody approves their own swap');
    Object.assign(this, { status: swapMachine.next(swapMachine.next(this.status, 'approve'), 'apply') });
    this.tell(staffingEvents.swapApplied);
  }

  /** @throws InvalidTransition */
  reject(reason: string): void {
    Object.assign(this, { status: swapMachine.next(this.status, 'reject'), rejectReason: reason });
  }

  /** @throws InvalidTransition where it is neither requested nor accepted, or not due */
  expire(now: Temporal.Instant): void {
    if (!this.isOver(now)) throw swapMachine.refusal(this.status, 'expire', 'its time is not over');
    Object.assign(this, { status: swapMachine.next(this.status, 'expire') });
  }

  private expectInTime(action: SwapAction, now: Temporal.Instant): void {
    swapMachine.next(this.status, action);
    if (this.isOver(now)) throw new InvalidTransition(this.status, action, 'its time is over', []);
  }

  private isOver(now: Temporal.Instant): boolean {
    return Temporal.Instant.compare(now, this.expiresAt) >= 0;
  }

  private tell(type: string): void {
    const { id: swapId, departmentId, shiftId, inReturnShiftId, requesterId, colleagueId } = this;
    this.record({ type, aggregateId: swapId, payload: { swapId, departmentId, shiftId, inReturnShiftId, requesterId, colleagueId } });
  }
}
