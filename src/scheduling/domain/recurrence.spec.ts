import { describe, expect, it } from '@jest/globals';
import { atSameTime, expectOccurrences, expectRecurrence, movedAlike } from './recurrence.js';

const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const dates = ['2027-03-27', '2027-03-28', '2027-03-29'].map(date);
const texts = (instants: Temporal.Instant[]): string[] => instants.map(String);

describe('a recurrence', () => {
  it('keeps the time of day over a change of the clocks, and steps over a gap', () => {
    expect(texts(atSameTime(dates, Temporal.PlainTime.from('09:00'), 'Europe/Berlin'))).toEqual([
      '2027-03-27T08:00:00Z',
      '2027-03-28T07:00:00Z',
      '2027-03-29T07:00:00Z',
    ]);
    expect(texts(atSameTime(dates, Temporal.PlainTime.from('02:30'), 'Europe/Berlin'))).toEqual([
      '2027-03-27T01:30:00Z',
      '2027-03-28T01:00:00Z',
      '2027-03-29T00:30:00Z',
    ]);
  });

  it('moves by days and to a time of day', () => {
    const starts = atSameTime(dates, Temporal.PlainTime.from('09:00'), 'Europe/Berlin');
    const to = Temporal.Instant.from('2027-03-26T12:15:00Z');
    const moved = ['2027-03-26T12:15:00Z', '2027-03-27T12:15:00Z', '2027-03-28T11:15:00Z'];
    expect(texts(movedAlike(starts, to, 'Europe/Berlin'))).toEqual(moved);
  });

  it('has one end, at most 52 occurrences, and weekdays only by the day or week', () => {
    const weekly = { frequency: 'weekly', interval: 1 } as const;
    expect(() => expectRecurrence(weekly)).toThrow('either a count or a last date');
    expect(() => expectRecurrence({ ...weekly, count: 3, until: '2027-03-28' })).toThrow('either a count or a last date');
    expect(() => expectRecurrence({ frequency: 'monthly', interval: 1, count: 3, weekdays: [1] })).toThrow('monthly');
    expect(() => expectRecurrence({ ...weekly, count: 3, weekdays: [1, 3] })).not.toThrow();
    expect(() => expectOccurrences([])).toThrow('no occurrence');
    expect(() => expectOccurrences(Array.from({ length: 52 }, () => dates[0]!))).not.toThrow();
    expect(() => expectOccurrences(Array.from({ length: 53 }, () => dates[0]!))).toThrow('at most 52');
  });
});
