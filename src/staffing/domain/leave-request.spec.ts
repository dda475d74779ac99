import { describe, expect, it } from '@jest/globals';
import { InvalidTransition } from '#kernel';
import { LeaveEntitlement } from './leave-entitlement.js';
import { EntitlementExceeded, OwnLeave } from './leave-errors.js';
import { leaveActionsFor, LeaveRequest } from './leave-request.js';

const now = Temporal.Instant.from('2026-11-21T09:00:00Z');
const absent = { userId: 'u-absent', staffId: 's1' };
const manager = { userId: 'u-manager' };

function request(): LeaveRequest {
  const [from, to] = ['2026-12-01', '2026-12-04'].map((text) => Temporal.PlainDate.from(text));
  return LeaveRequest.request({ id: 'l1', facilityId: 'f1', staffId: 's1', from: from!, to: to!, kind: 'annual', requestedBy: 'u-absent' });
}

describe('a leave request', () => {
  it('is approved by somebody else, and tells so without its kind', () => {
    const leave = request();
    leave.takeEvents();
    expect(() => leave.approve(absent, now, {})).toThrow(OwnLeave);
    leave.approve(manager, now, { 2026: 4 });
    expect(leave).toMatchObject({ status: 'approved', decidedBy: 'u-manager', workingDays: { 2026: 4 } });
    expect(leave.takeEvents()).toEqual([
      {
        type: 'staffing.leave-approved.v1',
        aggregateId: 's1',
        payload: {
          ...{ leaveRequestId: 'l1', staffId: 's1', facilityId: 'f1' },
          ...{ from: '2026-12-01', to: '2026-12-04', fromHalf: 'am', toHalf: 'pm' },
        },
      },
    ]);
    expect(() => leave.approve(manager, now, {})).toThrow(InvalidTransition);
  });

  it('is withdrawn by those whose it is, but only who manages leave takes an approval back', () => {
    const withdrawn = request();
    withdrawn.cancel(absent, false);
    expect(withdrawn.status).toBe('cancelled');
    const approved = request();
    approved.approve(manager, now, {});
    expect(() => approved.cancel(absent, false)).toThrow(InvalidTransition);
    approved.cancel(manager, true, 'Too many are away');
    expect(approved).toMatchObject({ status: 'cancelled', cancelReason: 'Too many are away' });
  });

  it('offers to each what they may do', () => {
    const leave = request();
    expect(leaveActionsFor(leave, absent, false)).toEqual(['cancel']);
    expect(leaveActionsFor(leave, absent, true)).toEqual(['reject', 'cancel']);
    expect(leaveActionsFor(leave, manager, true)).toEqual(['approve', 'reject', 'cancel']);
    expect(leaveActionsFor(leave, { userId: 'u-other', staffId: 's2' }, false)).toEqual([]);
  });
});

describe('an entitlement', () => {
  it('is used up to its days and no further', () => {
    const entitlement = new LeaveEntitlement({ id: 'e1', staffId: 's1', kind: 'annual', year: 2026, days: 5, usedDays: 1 });
    entitlement.take(4);
    expect(() => entitlement.take(1)).toThrow(EntitlementExceeded);
    expect(() => entitlement.grant(4)).toThrow('5 days of that year are approved already.');
    entitlement.giveBack(2);
    expect(entitlement.remainingDays).toBe(2);
  });
});
