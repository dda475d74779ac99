import { StateMachine } from '#kernel';

export const leaveStatuses = ['requested', 'approved', 'rejected', 'cancelled'] as const;
export type LeaveStatus = (typeof leaveStatuses)[number];

export const leaveActions = ['request', 'approve', 'reject', 'cancel'] as const;
export type LeaveAction = (typeof leaveActions)[number];

const approvable =
  'by somebody else than the absent person, no other approved leave of theirs in these days, and within the entitlement if there is one';

/** The life of a leave request. Published with the API as it stands here. */
export const leaveMachine = new StateMachine<LeaveStatus, LeaveAction>([
  { from: null, action: 'request', to: 'requested' },
  { from: 'requested', action: 'approve', to: 'approved', guard: approvable },
  { from: 'requested', action: 'reject', to: 'rejected' },
  { from: 'requested', action: 'cancel', to: 'cancelled', guard: 'by the requester, the absent person or whoever manages leave' },
  { from: 'approved', action: 'cancel', to: 'cancelled', guard: 'by whoever manages leave' },
]);
