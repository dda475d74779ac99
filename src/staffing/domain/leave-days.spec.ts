import { describe, expect, it } from '@jest/globals';
import { type Interval, windowOf } from './interval.js';
import { expectLeavePeriod, type Half, type LeaveDays, leaveTime, leaveWithin, localLeave } from './leave-days.js';

const berlin = { timeZone: 'Europe/Berlin', midday: '12:30' };

function days(from: string, to = from, fromHalf: Half = 'am', toHalf: Half = 'pm'): LeaveDays {
  return { from, to, fromHalf, toHalf };
}

const told = ({ from, to }: Interval): string => `${from.toString()} ${to.toString()}`;

describe('days of leave', () => {
  it('are whole unless they begin or end at midday', () => {
    expect(told(leaveTime(days('2027-03-01'), berlin))).toBe('2027-02-28T23:00:00Z 2027-03-01T23:00:00Z');
    expect(told(leaveTime(days('2027-03-01', '2027-03-01', 'am', 'am'), berlin))).toBe('2027-02-28T23:00:00Z 2027-03-01T11:30:00Z');
    expect(told(leaveTime(days('2027-03-01', '2027-03-01', 'pm'), berlin))).toBe('2027-03-01T11:30:00Z 2027-03-01T23:00:00Z');
  });

  it('follow the clocks of the facility when those change', () => {
    expect(told(leaveTime(days('2027-03-28', '2027-03-28', 'am', 'am'), berlin))).toBe('2027-03-27T23:00:00Z 2027-03-28T10:30:00Z');
    expect(told(leaveTime(days('2027-03-27', '2027-03-28', 'pm', 'am'), berlin))).toBe('2027-03-27T11:30:00Z 2027-03-28T10:30:00Z');
  });

  it('fill a window that lies in their midst, and are cut at midday in it', () => {
    const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
    const window = windowOf(at('2027-03-10T00:00:00Z'), at('2027-03-12T00:00:00Z'));
    const from = (first: string): string => told(leaveWithin(days(first, '2027-03-31', 'pm', 'am'), berlin, window));
    expect(from('2027-03-01')).toBe('2027-03-10T00:00:00Z 2027-03-12T00:00:00Z');
    expect(from('2027-03-11')).toBe('2027-03-11T11:30:00Z 2027-03-12T00:00:00Z');
  });

  it('are told by the clock', () => {
    const [first, last] = ['2027-03-01', '2027-03-02'];
    expect(localLeave(days(first, last), '12:30')).toEqual({ from: '2027-03-01T00:00', until: '2027-03-02T24:00' });
    expect(localLeave(days(first, last, 'pm', 'am'), '12:30')).toEqual({ from: '2027-03-01T12:30', until: '2027-03-02T12:30' });
  });

  it('end after they begin, and are two years at most', () => {
    const refusal = expect.objectContaining({ code: 'invalid-leave-period' });
    expect(() => expectLeavePeriod(days('2027-03-02', '2027-03-01'))).toThrow(refusal);
    expect(() => expectLeavePeriod(days('2027-03-01', '2027-03-01', 'pm', 'am'))).toThrow(refusal);
    expect(() => expectLeavePeriod(days('2027-03-01', '2029-03-02'))).toThrow(refusal);
    for (const half of ['am', 'pm'] as const) expect(() => expectLeavePeriod(days('2027-03-01', '2027-03-01', half, half))).not.toThrow();
    expect(() => expectLeavePeriod(days('2027-03-01', '2027-03-02', 'pm', 'am'))).not.toThrow();
  });
});
