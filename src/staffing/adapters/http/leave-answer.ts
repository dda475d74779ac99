import { type Caller, mayAt } from '#http';
import { leaveActionsFor, type LeaveRequest, type Person } from '../../domain/leave-request.js';
import type { LeaveView } from '../persistence/leave.query.js';
import type { LeaveAnswer } from './leave.dto.js';

/** Permission to decide on leave and to see that of others. */
export const MANAGE = 'leave:manage';

export function personOf({ userId, staffId }: Caller): Person {
  return { userId, staffId };
}

/** What was just changed, in the form in which others are read. */
export function viewOfLeave(request: LeaveRequest): LeaveView {
  const { id, facilityId, staffId, kind, reason, status, requestedBy, version } = request;
  const { decidedBy, decisionReason, cancelledBy, cancelReason, workingDays: days } = request;
  return {
    ...{ id, facilityId, staffId, kind, reason, status, requestedBy, version },
    ...{ decidedBy, decisionReason, cancelledBy, cancelReason },
    from: request.from.toString(),
    to: request.to.toString(),
    fromHalf: request.fromHalf,
    toHalf: request.toHalf,
    decidedAt: request.decidedAt?.toString(),
    workingDays: days && Object.values(days).reduce((sum, each) => sum + each, 0),
  };
}

/** A leave with what the caller may do about it. */
export function leaveAnswer(view: LeaveView, caller: Caller): LeaveAnswer {
  const manages = mayAt(caller, MANAGE, view.facilityId);
  return { ...view, allowedActions: leaveActionsFor(view, personOf(caller), manages) };
}
