import type { Clock, UnitOfWork } from '#kernel';
import type { LeaveRequests } from '../domain/leave-registers.js';
import type { LeaveRequest, Person } from '../domain/leave-request.js';
import type { LeaveAccount } from './leave-account.js';

/** What every decision on a leave request names. */
export interface LeaveCommand {
  leaveRequestId: string;
  expectedVersion?: number;
  by: Person;
  reason?: string;
}

/** Approves a leave: from this moment nobody can be booked in its days. */
export class ApproveLeave {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly requests: LeaveRequests,
    private readonly account: LeaveAccount,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, StaleVersion, InvalidTransition, OwnLeave, LeaveOverlap, EntitlementExceeded */
  execute({ leaveRequestId, expectedVersion, by }: LeaveCommand): Promise<LeaveRequest> {
    return this.unitOfWork.run(async () => {
      const request = await this.requests.get(leaveRequestId);
      request.expectVersion(expectedVersion);
      await this.requests.inTurn(request.staffId);
      request.approve(by, this.clock.now(), await this.account.costOf(request));
      await this.account.charge(request);
      await this.requests.save(request);
      return request;
    });
  }
}

/** Refuses a leave. */
export class RejectLeave {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly requests: LeaveRequests,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, StaleVersion, InvalidTransition */
  execute({ leaveRequestId, expectedVersion, by, reason }: LeaveCommand): Promise<LeaveRequest> {
    return this.unitOfWork.run(async () => {
      const request = await this.requests.get(leaveRequestId);
      request.expectVersion(expectedVersion);
      request.reject(by, this.clock.now(), reason);
      await this.requests.save(request);
      return request;
    });
  }
}

export interface CancelLeaveCommand extends LeaveCommand {
  /** Whether the person manages leave at this facility. */
  manages: boolean;
}

/** Withdraws a request, or takes an approval back: the days can be booked again and go back to the entitlement. */
export class CancelLeave {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly requests: LeaveRequests,
    private readonly account: LeaveAccount,
  ) {}

  /** @throws NotFound, StaleVersion, InvalidTransition */
  execute({ leaveRequestId, expectedVersion, by, manages, reason }: CancelLeaveCommand): Promise<LeaveRequest> {
    return this.unitOfWork.run(async () => {
      const request = await this.requests.get(leaveRequestId);
      request.expectVersion(expectedVersion);
      await this.requests.inTurn(request.staffId);
      const wasApproved = request.status === 'approved';
      request.cancel(by, manages, reason);
      if (wasApproved) await this.account.giveBack(request);
      await this.requests.save(request);
      return request;
    });
  }
}
