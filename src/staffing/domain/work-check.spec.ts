import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Half } from './leave-days.js';
import { violationsOf } from './work-check.js';
import { WorkHours } from './work-hours.js';
import { WorkLoad } from './work-load.js';
import type { RosteredPerson, WorkedShift, WorkLimits, WorkRules } from './work-rules.js';

const LIMITS: WorkLimits = {
  restMinutes: 660,
  most: { day: 780, week: 3_600, month: 12_480 },
  onCallPercent: 50,
  onCallNeedsRest: false,
};
const RULES: WorkRules = {
  ...{ facilityId: 'f', timeZone: 'Europe/Berlin', midday: '12:00', limits: LIMITS },
  requiredCredentials: { nurse: ['medical-licence'] },
};
const NURSE: RosteredPerson = {
  ...{ staffId: 'ada', facilityId: 'f', role: 'nurse', specialties: ['icu'], employmentStart: '2020-01-01', leave: [] },
  credentials: [{ kind: 'medical-licence', validFrom: '2020-01-01', validUntil: '2030-12-31' }],
};

function shift(id: string, from: string, until: string, changes: Partial<WorkedShift> = {}): WorkedShift {
  const at = (text: string): number => Temporal.PlainDateTime.from(text).toZonedDateTime(RULES.timeZone).epochMilliseconds;
  return { id, kind: 'day', facilityId: 'f', departmentId: 'd', from: at(from), until: at(until), ...changes };
}

const found = (shifts: WorkedShift[], person = NURSE, rules = RULES): string[] =>
  violationsOf(person, shifts, rules).map(({ rule, shiftIds }) => `${rule} ${shiftIds.join('+')}`);

const early = shift('early', '2026-11-02T06:00', '2026-11-02T14:00');

describe('the rules of work', () => {
  it('let an ordinary week pass', () => {
    expect(found([early, shift('next', '2026-11-03T06:00', '2026-11-03T14:00')])).toEqual([]);
  });

  it('ask for rest between shifts, but not around being on call unless that is set', () => {
    const late = shift('late', '2026-11-01T14:00', '2026-11-01T20:00');
    expect(found([early, late])).toEqual(['rest late+early']);
    const onCall = shift('call', '2026-11-01T20:00', '2026-11-02T06:00', { kind: 'on-call' });
    expect(found([early, onCall])).toEqual([]);
    expect(found([early, onCall], NURSE, { ...RULES, limits: { ...LIMITS, onCallNeedsRest: true } })).toEqual(['rest call+early']);
  });

  it('count rest in elapsed hours when the clocks change', () => {
    const before = shift('before', '2026-03-28T15:00', '2026-03-28T20:00');
    const after = shift('after', '2026-03-29T07:00', '2026-03-29T12:00');
    expect(found([before, after])).toEqual(['rest before+after']);
  });

  it('count a night on both of its days, and being on call as far as is set', () => {
    const night = shift('night', '2026-11-02T20:00', '2026-11-03T08:00', { kind: 'night' });
    const hours = new WorkHours(RULES.timeZone, LIMITS);
    expect(hours.sharesOf(night)).toEqual(
      expect.arrayContaining([
        { period: 'day', from: '2026-11-02', minutes: 240 },
        { period: 'day', from: '2026-11-03', minutes: 480 },
        { period: 'week', from: '2026-11-02', minutes: 720 },
        { period: 'month', from: '2026-11-01', minutes: 720 },
      ]),
    );
    expect(hours.minutesOf({ ...night, kind: 'on-call' })).toBe(360);
    const overNewYear = shift('new year', '2026-12-31T22:00', '2027-01-01T06:00');
    expect(hours.sharesOf(overNewYear).filter(({ period }) => period === 'month')).toEqual([
      { period: 'month', from: '2026-12-01', minutes: 120 },
      { period: 'month', from: '2027-01-01', minutes: 360 },
    ]);
  });

  it('know the hour that is missing or double in the night of a change', () => {
    const hours = new WorkHours(RULES.timeZone, LIMITS);
    expect(hours.minutesOf(shift('spring', '2026-03-28T22:00', '2026-03-29T06:00'))).toBe(420);
    expect(hours.minutesOf(shift('autumn', '2026-10-24T22:00', '2026-10-25T06:00'))).toBe(540);
  });

  it('name the day, the week and the month that have too many hours', () => {
    const days = [2, 3, 4, 5, 6, 7].map((day) => shift(`d${day}`, `2026-11-0${day}T06:00`, `2026-11-0${day}T17:00`));
    expect(found(days)).toEqual(['week-hours d2+d3+d4+d5+d6+d7']);
    expect(found([shift('long', '2026-11-02T06:00', '2026-11-02T20:00')])).toEqual(['day-hours long']);
    const tight = { ...RULES, limits: { ...LIMITS, most: { ...LIMITS.most, month: 1_200 } } };
    expect(found(days.slice(0, 2), NURSE, tight)).toEqual(['month-hours d2+d3']);
  });

  it('ask for role, specialty, credential and employment for the whole of the shift', () => {
    const wanted = { ...early, role: 'doctor', specialty: 'dialysis' };
    expect(found([wanted])).toEqual(['role early', 'specialty early']);
    const night = shift('night', '2026-11-02T22:00', '2026-11-03T06:00');
    const until = (validUntil: string): RosteredPerson => ({ ...NURSE, credentials: [{ ...NURSE.credentials[0]!, validUntil }] });
    expect(found([night], until('2026-11-02'))).toEqual(['credential night']);
    expect(found([night], until('2026-11-03'))).toEqual([]);
    expect(found([night], { ...NURSE, employmentEnd: '2026-11-02' })).toEqual(['employment night']);
    expect(found([{ ...early, facilityId: 'other' }])).toEqual(['facility early']);
  });

  it('keep clear of leave, which may begin or end at midday', () => {
    const night = shift('night', '2026-11-02T22:00', '2026-11-03T06:00');
    const away = (from: string, to: string, fromHalf: Half = 'am', toHalf: Half = 'pm'): RosteredPerson => {
      return { ...NURSE, leave: [{ from, to, fromHalf, toHalf }] };
    };
    expect(found([night], away('2026-11-03', '2026-11-09'))).toEqual(['leave night']);
    expect(found([night], away('2026-11-03', '2026-11-09', 'pm'))).toEqual([]);
    expect(found([night], away('2026-11-01', '2026-11-02', 'am', 'am'))).toEqual([]);
    expect(found([night], away('2026-11-01', '2026-11-02'))).toEqual(['leave night']);
    const morning = shift('morning', '2026-11-03T08:00', '2026-11-03T12:00');
    expect(found([morning], away('2026-11-03', '2026-11-03', 'pm'))).toEqual([]);
    expect(found([morning], away('2026-11-03', '2026-11-03', 'am', 'am'))).toEqual(['leave morning']);
  });

  it('are set aside by an override for the shifts that it was given for, but never an overlap', () => {
    const late = shift('late', '2026-11-01T14:00', '2026-11-01T20:00');
    expect(found([{ ...early, overridden: ['rest'] }, late])).toEqual([]);
    expect(found([{ ...early, overridden: ['day-hours'] }, late])).toEqual(['rest late+early']);
    const same = { ...early, id: 'same', overridden: ['overlap'] };
    expect(found([early, same])).toEqual(expect.arrayContaining(['overlap early+same']));
  });

  it('say the same of a shift beside others as a load that takes shifts one by one', () => {
    const shifts = fc.array(
      fc.record({
        start: fc.integer({ min: 0, max: 14 * 24 }),
        hours: fc.constantFrom(4, 8, 12),
        onCall: fc.boolean(),
      }),
      { maxLength: 12 },
    );
    const base = Temporal.ZonedDateTime.from('2026-10-20T00:00[Europe/Berlin]').epochMilliseconds;
    fc.assert(
      fc.property(shifts, (given) => {
        const hours = new WorkHours(RULES.timeZone, LIMITS);
        const load = new WorkLoad(LIMITS, hours);
        const kept: WorkedShift[] = [];
        for (const [index, { start, hours: length, onCall }] of given.entries()) {
          const from = base + start * 3_600_000;
          const kind = onCall ? 'on-call' : 'day';
          const next = { ...early, id: `s${index}`, kind, from, until: from + length * 3_600_000 } as const;
          const rules = violationsOf(NURSE, [...kept, next], RULES, hours).map(({ rule }) => rule);
          expect([load.admits(next), new Set(load.rulesAgainst(next))]).toEqual([rules.length === 0, new Set(rules)]);
          if (rules.length > 0) continue;
          load.take(next);
          kept.push(next);
        }
      }),
    );
  });
});
