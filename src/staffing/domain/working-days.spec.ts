import { describe, expect, it } from '@jest/globals';
import type { AvailabilityRule } from './availability-rules.js';
import { workingDays } from './working-days.js';

const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const on = (weekday: number, more: Partial<AvailabilityRule> = {}): AvailabilityRule => ({ weekday, from: '09:00', to: '17:00', ...more });

describe('the working days of a leave', () => {
  it('are Monday to Friday for somebody whose week is not known', () => {
    expect(workingDays(date('2026-11-23'), date('2026-11-29'), [], [])).toEqual({ 2026: 5 });
  });

  it('are those of the weekly rules, once each, as long as the rules hold', () => {
    const rules = [on(1), on(1, { from: '18:00', to: '20:00' }), on(6, { validFrom: '2026-12-01' }), on(3, { validUntil: '2026-11-25' })];
    expect(workingDays(date('2026-11-23'), date('2026-12-06'), rules, [])).toEqual({ 2026: 4 });
  });

  it('are none while the facility is closed', () => {
    const closures = [{ from: '2026-12-24', to: '2026-12-26' }];
    expect(workingDays(date('2026-12-24'), date('2026-12-25'), [], closures)).toEqual({});
  });

  it('belong to the year in which they lie', () => {
    expect(workingDays(date('2026-12-30'), date('2027-01-04'), [], [])).toEqual({ 2026: 2, 2027: 2 });
  });
});
