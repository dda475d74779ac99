import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { datesFrom, periodOn } from './local-times.js';

const ZONE = 'Europe/Berlin';
const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const texts = (day: string, from: string, to: string, zone = ZONE): string[] => {
  const { start, end } = periodOn(date(day), { from, to }, zone);
  return [start.toString(), end.toString()];
};

describe('wall-clock times of a date', () => {
  it('are the same on the clock in summer and winter', () => {
    expect(texts('2026-01-15', '07:00', '15:00')).toEqual(['2026-01-15T06:00:00Z', '2026-01-15T14:00:00Z']);
    expect(texts('2026-07-15', '07:00', '15:00')).toEqual(['2026-07-15T05:00:00Z', '2026-07-15T13:00:00Z']);
  });

  it('reach into the next day where the end is not after the start', () => {
    expect(texts('2026-01-15', '22:00', '06:00')).toEqual(['2026-01-15T21:00:00Z', '2026-01-16T05:00:00Z']);
    expect(texts('2026-01-15', '16:00', '24:00')).toEqual(['2026-01-15T15:00:00Z', '2026-01-15T23:00:00Z']);
  });

  it('last an hour less in the night the clocks go forward, and one more when they go back', () => {
    expect(texts('2026-03-28', '22:00', '06:00')).toEqual(['2026-03-28T21:00:00Z', '2026-03-29T04:00:00Z']);
    expect(texts('2026-10-24', '22:00', '06:00')).toEqual(['2026-10-24T20:00:00Z', '2026-10-25T05:00:00Z']);
  });

  it('that are skipped are the first instant after; those that exist twice begin first and end last', () => {
    expect(texts('2026-03-29', '02:30', '10:00')[0]).toBe('2026-03-29T01:00:00Z');
    expect(texts('2026-10-25', '02:30', '10:00')[0]).toBe('2026-10-25T00:30:00Z');
    expect(texts('2026-10-24', '22:00', '02:30')[1]).toBe('2026-10-25T01:30:00Z');
  });

  it('always make a period, in every zone and year', () => {
    const time = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }));
    const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia', 'Asia/Kathmandu', 'UTC');
    const text = ([hours, minutes]: [number, number]): string => [hours, minutes].map((part) => String(part).padStart(2, '0')).join(':');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), time, time, zones, (day, from, to, zone) => {
        fc.pre(text(from) !== text(to));
        const { start, end } = periodOn(date('2000-01-01').add({ days: day }), { from: text(from), to: text(to) }, zone);
        const hours = start.until(end).total('hours');
        expect(hours).toBeGreaterThan(0);
        expect(hours).toBeLessThanOrEqual(49);
      }),
    );
  });

  it('are given for every date of a stretch', () => {
    expect(datesFrom(date('2026-02-27'), date('2026-03-01')).map(String)).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
    expect(datesFrom(date('2026-03-01'), date('2026-02-27'))).toEqual([]);
  });
});
