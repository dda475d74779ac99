import { describe, expect, it } from '@jest/globals';
import { Availability } from './availability.js';
import type { AvailabilityRule } from './availability-rules.js';

const rule = (from: string, to: string, more: Partial<AvailabilityRule> = {}): AvailabilityRule => ({ weekday: 1, from, to, ...more });
const normal = (...rules: AvailabilityRule[]): string[] =>
  Availability.of('someone', { rules }).rules.map(({ weekday, from, to }) => `${weekday} ${from}-${to}`);

describe('an availability', () => {
  it('keeps its rules in the order of the week', () => {
    expect(normal(rule('14:00', '15:00'), rule('09:00', '10:00', { weekday: 3 }), rule('09:00', '10:00'))).toEqual([
      '1 09:00-10:00',
      '1 14:00-15:00',
      '3 09:00-10:00',
    ]);
  });

  it('joins rules of a weekday that overlap, and only those', () => {
    expect(normal(rule('09:00', '12:00'), rule('11:00', '14:00'), rule('13:30', '17:00'))).toEqual(['1 09:00-17:00']);
    expect(normal(rule('09:00', '12:00'), rule('10:00', '11:00'))).toEqual(['1 09:00-12:00']);
    expect(normal(rule('09:00', '12:00'), rule('12:00', '14:00'))).toEqual(['1 09:00-12:00', '1 12:00-14:00']);
    expect(normal(rule('09:00', '12:00'), rule('11:00', '14:00', { weekday: 2 }))).toEqual(['1 09:00-12:00', '2 11:00-14:00']);
  });

  it('keeps apart what holds at other times or for other types', () => {
    expect(normal(rule('09:00', '12:00'), rule('11:00', '14:00', { validUntil: '2026-12-31' }))).toHaveLength(2);
    expect(normal(rule('09:00', '12:00'), rule('11:00', '14:00', { appointmentTypeIds: ['a'] }))).toHaveLength(2);
    const same = [rule('09:00', '12:00', { appointmentTypeIds: ['a', 'b'] }), rule('11:00', '14:00', { appointmentTypeIds: ['b', 'a'] })];
    expect(normal(...same)).toEqual(['1 09:00-14:00']);
  });

  it('knows nights and whole days', () => {
    expect(normal(rule('20:00', '02:00'), rule('22:00', '06:00'))).toEqual(['1 20:00-06:00']);
    expect(normal(rule('00:00', '13:00'), rule('12:00', '24:00'))).toEqual(['1 00:00-24:00']);
    expect(normal(rule('10:00', '09:00'), rule('08:00', '11:00'))).toEqual(['1 08:00-11:00', '1 10:00-09:00']);
  });

  it('is refused with rules that have no length or end before they begin to hold', () => {
    expect(() => normal(rule('09:00', '09:00'))).toThrow(expect.objectContaining({ code: 'invalid-availability' }));
    const backwards = rule('09:00', '10:00', { validFrom: '2026-02-01', validUntil: '2026-01-31' });
    expect(() => normal(backwards)).toThrow(expect.objectContaining({ code: 'invalid-availability' }));
  });

  it('is refused with half an exception', () => {
    const exceptions = [{ date: '2026-12-24', to: '12:00', kind: 'closed' as const }];
    expect(() => Availability.of('someone', { rules: [], exceptions })).toThrow(
      expect.objectContaining({ details: { errors: [expect.objectContaining({ pointer: '/exceptions/0' })] } }),
    );
  });
});
