import { describe, expect, it } from '@jest/globals';
import { coverGaps, coverLost, type CoverRule, expectCoverRules, type Presence } from './cover.js';

const ZONE = 'Europe/Berlin';
const MONDAY = Temporal.PlainDate.from('2026-11-02');

const at = (day: number, time: string): number =>
  MONDAY.add({ days: day }).toZonedDateTime({ timeZone: ZONE, plainTime: time }).epochMilliseconds;
const nurse = (day: number, from: string, to: string, specialties: string[] = []): Presence => ({
  ...{ role: 'nurse', specialties, from: at(day, from), until: at(to <= from ? day + 1 : day, to) },
});
const rule = (changes: Partial<CoverRule> = {}): CoverRule => ({
  ...{ role: 'nurse', count: 2, from: '07:00', to: '19:00', weekdays: [1] },
  ...changes,
});
const week = { first: MONDAY, last: MONDAY.add({ days: 6 }), timeZone: ZONE };

describe('the cover of a department', () => {
  it('is kept where enough people are there all the time', () => {
    const presences = [nurse(0, '06:00', '14:00'), nurse(0, '07:00', '13:00'), nurse(0, '13:00', '21:00'), nurse(0, '14:00', '19:00')];
    expect(coverGaps([rule()], presences, week)).toEqual([]);
  });

  it('has gaps from when to when too few are there', () => {
    const presences = [nurse(0, '07:00', '15:00'), nurse(0, '08:00', '12:00'), nurse(0, '16:00', '19:00')];
    expect(coverGaps([rule()], presences, week)).toEqual([
      { from: at(0, '07:00'), until: at(0, '08:00'), role: 'nurse', specialty: undefined, required: 2, present: 1 },
      { from: at(0, '12:00'), until: at(0, '19:00'), role: 'nurse', specialty: undefined, required: 2, present: 0 },
    ]);
  });

  it('asks for role and specialty, on its weekdays, over midnight', () => {
    const night = rule({ specialty: 'icu', count: 1, from: '22:00', to: '06:00', weekdays: [1, 7] });
    const presences = [nurse(0, '21:00', '07:00', ['icu']), nurse(6, '21:00', '07:00')];
    expect(coverGaps([night], presences, week)).toMatchObject([{ from: at(6, '22:00'), until: at(7, '06:00'), present: 0 }]);
  });

  it('is lost by a change only where it gets worse', () => {
    const rules = [rule({ specialty: 'icu', count: 1 })];
    const within = { from: at(0, '07:00'), until: at(0, '15:00') };
    const lost = (before: Presence[], after: Presence[]): object[] => coverLost(rules, { before, after }, within, ZONE);
    const [able, unable] = [nurse(0, '07:00', '15:00', ['icu']), nurse(0, '07:00', '15:00')];
    expect(lost([able], [unable])).toMatchObject([{ from: within.from, until: within.until, present: 0 }]);
    expect(lost([unable], [unable])).toEqual([]);
    expect(lost([unable], [able])).toEqual([]);
    expect(lost([able, able], [able])).toEqual([]);
  });

  it('is asked for by rules that name somebody and last', () => {
    expect(() => expectCoverRules([rule()])).not.toThrow();
    expect(() => expectCoverRules([rule({ role: undefined })])).toThrow(expect.objectContaining({ code: 'invalid-cover-rule' }));
    expect(() => expectCoverRules([rule({ to: '07:00' })])).toThrow(expect.objectContaining({ code: 'invalid-cover-rule' }));
  });
});
