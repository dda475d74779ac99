import { describe, expect, it } from '@jest/globals';
import type { AvailabilityRule } from './availability-rules.js';
import type { Closure } from './facility-settings.js';
import type { Half } from './leave-days.js';
import { type DaysByYear, workingDays } from './working-days.js';

const on = (weekday: number, more: Partial<AvailabilityRule> = {}): AvailabilityRule => ({ weekday, from: '09:00', to: '17:00', ...more });

interface Circumstances {
  rules?: AvailabilityRule[];
  closures?: Closure[];
  halves?: [from: Half, to: Half];
  midday?: string;
}

function taken(from: string, to: string, about: Circumstances = {}): DaysByYear {
  const { rules = [], closures = [], halves = ['am', 'pm'], midday = '12:00' } = about;
  return workingDays({ from, to, fromHalf: halves[0], toHalf: halves[1] }, rules, closures, midday);
}

describe('the working days of a leave', () => {
  it('are Monday to Friday for somebody whose week is not known', () => {
    expect(taken('2026-11-23', '2026-11-29')).toEqual({ 2026: 5 });
  });

  it('are those of the weekly rules, once each, as long as the rules hold', () => {
    const rules = [on(1), on(1, { from: '18:00', to: '20:00' }), on(6, { validFrom: '2026-12-01' }), on(3, { validUntil: '2026-11-25' })];
    expect(taken('2026-11-23', '2026-12-06', { rules })).toEqual({ 2026: 4 });
  });

  it('are none while the facility is closed', () => {
    const closures = [{ from: '2026-12-24', to: '2026-12-26' }];
    expect(taken('2026-12-24', '2026-12-25', { closures })).toEqual({});
  });

  it('belong to the year in which they lie', () => {
    expect(taken('2026-12-30', '2027-01-04')).toEqual({ 2026: 2, 2027: 2 });
  });

  it('are halves where the leave begins or ends at midday', () => {
    expect(taken('2026-11-23', '2026-11-25', { halves: ['pm', 'am'] })).toEqual({ 2026: 2 });
    expect(taken('2026-11-23', '2026-11-23', { halves: ['pm', 'pm'] })).toEqual({ 2026: 0.5 });
    expect(taken('2026-12-31', '2027-01-01', { halves: ['pm', 'am'] })).toEqual({ 2026: 0.5, 2027: 0.5 });
    expect(taken('2026-11-28', '2026-11-28', { halves: ['pm', 'pm'] })).toEqual({});
  });

  it('are whole for the half in which somebody works alone, and none for the other', () => {
    const [day, rules] = ['2026-11-23', [on(1, { to: '12:30' })]];
    expect(taken(day, day, { rules, halves: ['am', 'am'], midday: '12:30' })).toEqual({ 2026: 1 });
    expect(taken(day, day, { rules, halves: ['pm', 'pm'], midday: '12:30' })).toEqual({});
    expect(taken(day, day, { rules, halves: ['am', 'am'] })).toEqual({ 2026: 0.5 });
    const nights = [on(1, { from: '22:00', to: '06:00' })];
    expect(taken(day, day, { rules: nights, halves: ['pm', 'pm'] })).toEqual({ 2026: 1 });
  });
});
