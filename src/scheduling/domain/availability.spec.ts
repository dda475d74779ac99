import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Availability, openTime } from './availability.js';
import { Occupancy } from './occupancy.js';
import { slotsOf } from './slots.js';
import { MINUTE, type Span } from './spans.js';
import { WallClock } from './wall-clock.js';

const everyDay = (from: string, to: string) => [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from, to }));

function dayIn(timeZone: string, date: string): Span {
  return new WallClock(timeZone).day(Temporal.PlainDate.from(date));
}

function open(availability: Partial<Availability> & { timeZone: string }, date: string, typeId = 'check-up'): string[] {
  const spans = openTime({ rules: [], exceptions: [], ...availability }, dayIn(availability.timeZone, date), typeId);
  const text = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toString({ smallestUnit: 'minute' });
  return spans.map(({ from, until }) => `${text(from)}/${text(until)}`);
}

function slots(timeZone: string, date: string, from: string, to: string, durationMinutes = 30) {
  const window = dayIn(timeZone, date);
  const spans = openTime({ timeZone, rules: everyDay(from, to), exceptions: [] }, window, 'check-up');
  const request = { window, durationMinutes, bufferBeforeMinutes: 0, bufferAfterMinutes: 0, needs: [] };
  return slotsOf({ staffId: 'staff', capacity: 1, open: spans }, request, new Occupancy([], 0));
}

describe('weekly availability in local time', () => {
  it('stays at the same wall-clock time when the clocks change', () => {
    const rules = everyDay('09:00', '17:00');
    expect(open({ timeZone: 'Europe/Berlin', rules }, '2027-03-27')).toEqual(['2027-03-27T08:00Z/2027-03-27T16:00Z']);
    expect(open({ timeZone: 'Europe/Berlin', rules }, '2027-03-28')).toEqual(['2027-03-28T07:00Z/2027-03-28T15:00Z']);
  });

  it('gives ten half-hours between 00:00 and 06:00 when the clocks go forward, and fourteen when they go back', () => {
    expect(slots('Europe/Berlin', '2027-03-28', '00:00', '06:00')).toHaveLength(10);
    expect(slots('Europe/Berlin', '2027-10-31', '00:00', '06:00')).toHaveLength(14);
    expect(slots('Europe/Berlin', '2027-10-30', '00:00', '06:00')).toHaveLength(12);
  });

  it('takes the first instant after a gap for an end that was skipped', () => {
    const rules = [{ weekday: 7, from: '02:30', to: '04:00' }];
    expect(open({ timeZone: 'Europe/Berlin', rules }, '2027-03-28')).toEqual(['2027-03-28T01:00Z/2027-03-28T02:00Z']);
    expect(open({ timeZone: 'Europe/Berlin', rules: [{ weekday: 7, from: '01:00', to: '02:30' }] }, '2027-03-28')).toEqual([
      '2027-03-28T00:00Z/2027-03-28T01:00Z',
    ]);
  });

  it('takes the first occurrence of a repeated time as a start and the last as an end', () => {
    const rules = [{ weekday: 7, from: '02:30', to: '02:30' }];
    expect(open({ timeZone: 'Europe/Berlin', rules: [{ weekday: 7, from: '02:00', to: '02:30' }] }, '2027-10-31')).toEqual([
      '2027-10-31T00:00Z/2027-10-31T01:30Z',
    ]);
    expect(open({ timeZone: 'Europe/Berlin', rules }, '2027-10-31')).toEqual(['2027-10-31T00:30Z/2027-11-01T01:30Z']);
  });

  it('has no time at all on a day that a zone left out', () => {
    expect(open({ timeZone: 'Pacific/Apia', rules: [{ weekday: 5, from: '09:00', to: '17:00' }] }, '2011-12-30')).toEqual([]);
  });

  it('reads 24:00 and 00:00 as the midnight that ends the day, and an earlier end as the next day', () => {
    const midnight = ['2027-01-04T21:00Z/2027-01-04T23:00Z'];
    expect(open({ timeZone: 'Europe/Berlin', rules: [{ weekday: 1, from: '22:00', to: '24:00' }] }, '2027-01-04')).toEqual(midnight);
    expect(open({ timeZone: 'Europe/Berlin', rules: [{ weekday: 1, from: '22:00', to: '00:00' }] }, '2027-01-04')).toEqual(midnight);
    expect(open({ timeZone: 'Europe/Berlin', rules: [{ weekday: 1, from: '22:00', to: '06:00' }] }, '2027-01-05')).toEqual([
      '2027-01-04T21:00Z/2027-01-05T05:00Z',
    ]);
  });

  it('holds only for its dates, weekday and types', () => {
    const dates = { validFrom: '2027-01-11', validUntil: '2027-01-18' };
    const rule = { weekday: 1, from: '09:00', to: '10:00', ...dates, appointmentTypeIds: ['x-ray'] };
    const on = (date: string, type: string) => open({ timeZone: 'UTC', rules: [rule] }, date, type);
    expect(on('2027-01-04', 'x-ray')).toEqual([]);
    expect(on('2027-01-11', 'x-ray')).toHaveLength(1);
    expect(on('2027-01-18', 'x-ray')).toHaveLength(1);
    expect(on('2027-01-25', 'x-ray')).toEqual([]);
    expect(on('2027-01-12', 'x-ray')).toEqual([]);
    expect(on('2027-01-11', 'check-up')).toEqual([]);
  });

  it('joins rules that overlap, so that no time is offered twice', () => {
    const rules = [...everyDay('09:00', '12:00'), ...everyDay('11:00', '13:00')];
    expect(open({ timeZone: 'UTC', rules }, '2027-01-04')).toEqual(['2027-01-04T09:00Z/2027-01-04T13:00Z']);
  });
});

describe('exceptions to availability', () => {
  const rules = everyDay('09:00', '17:00');

  it('close a whole day, or part of it', () => {
    expect(open({ timeZone: 'UTC', rules, exceptions: [{ date: '2027-01-04', kind: 'closed' }] }, '2027-01-04')).toEqual([]);
    const lunch = { date: '2027-01-04', from: '12:00', to: '13:00', kind: 'closed' as const };
    expect(open({ timeZone: 'UTC', rules, exceptions: [lunch] }, '2027-01-04')).toEqual([
      '2027-01-04T09:00Z/2027-01-04T12:00Z',
      '2027-01-04T13:00Z/2027-01-04T17:00Z',
    ]);
  });

  it('open more time, which a closed one outweighs', () => {
    const late = { date: '2027-01-04', from: '17:00', to: '20:00', kind: 'open' as const };
    expect(open({ timeZone: 'UTC', rules, exceptions: [late] }, '2027-01-04')).toEqual(['2027-01-04T09:00Z/2027-01-04T20:00Z']);
    expect(open({ timeZone: 'UTC', rules, exceptions: [late, { date: '2027-01-04', kind: 'closed' }] }, '2027-01-04')).toEqual([]);
  });
});

describe('slots of a day in any zone', () => {
  const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia', 'Africa/Casablanca', 'UTC'];
  const day = fc.integer({ min: 0, max: 1_500 }).map((days) => Temporal.PlainDate.from('2024-01-01').add({ days }));
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 45))
    .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);
  const hours = fc.tuple(time, time).filter(([from, to]) => from < to);

  it('never overlap, lie inside the local rule and are as long as the type says', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), day, hours, fc.constantFrom(10, 20, 30, 45, 60, 90), (zone, date, [from, to], minutes) => {
        const found = slots(zone, date.toString(), from, to, minutes);
        const inOrder = found.every((slot, index) => index === 0 || found[index - 1]!.end <= slot.start);
        const rightLength = found.every(({ start, end }) => end - start === minutes * MINUTE);
        const local = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
        const inside = found.every(({ start, end }) => {
          const begins = local(start).toPlainTime().toString();
          const onTheDay = local(start).toPlainDate().equals(date) && Temporal.PlainDate.compare(local(end - 1).toPlainDate(), date) === 0;
          return onTheDay && (begins >= from || isAroundChange(zone, start)) && (endsInTime(local(end), to) || isAroundChange(zone, end));
        });
        expect({ inOrder, rightLength, inside }).toEqual({ inOrder: true, rightLength: true, inside: true });
      }),
      { numRuns: 400 },
    );
  });

  function endsInTime(end: Temporal.ZonedDateTime, to: string): boolean {
    return end.toPlainTime().toString({ smallestUnit: 'minute' }) <= to;
  }

  /** Within the hours in which local time is skipped or repeated, a slot's wall-clock time need not be ordered. */
  function isAroundChange(zone: string, ms: number): boolean {
    const at = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
    const change = at.subtract({ hours: 2 }).getTimeZoneTransition('next');
    return change !== null && change.epochMilliseconds - ms < 120 * MINUTE;
  }
});
