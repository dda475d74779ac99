import { describe, expect, it } from '@jest/globals';
import { RuleBroken } from '#kernel';
import { actionsOfPatient, expectAhead, isForPatients } from './self-service.js';

const everything = { book: true, confirm: true, cancel: true };

describe('what patients may do themselves', () => {
  it('is to confirm and cancel what is to come', () => {
    expect(actionsOfPatient('held', everything)).toEqual(['confirm', 'cancel']);
    expect(actionsOfPatient('booked', everything)).toEqual(['confirm', 'cancel']);
    expect(actionsOfPatient('confirmed', everything)).toEqual(['cancel']);
    for (const status of ['checked-in', 'in-progress', 'completed', 'no-show', 'cancelled', 'expired', 'entered-in-error'] as const) {
      expect(actionsOfPatient(status, everything)).toEqual([]);
    }
  });

  it('is what the facility leaves to them; a held time they can always give up', () => {
    const nothing = { book: false, confirm: false, cancel: false };
    expect(actionsOfPatient('held', nothing)).toEqual(['cancel']);
    expect(actionsOfPatient('booked', nothing)).toEqual([]);
    expect(actionsOfPatient('booked', { ...everything, cancel: false })).toEqual(['confirm']);
  });

  it('is to book the types that are offered to them', () => {
    expect(isForPatients(everything, 'check-up')).toBe(true);
    expect(isForPatients({ ...everything, types: ['surgery'] }, 'check-up')).toBe(false);
    expect(isForPatients({ ...everything, types: ['check-up'] }, 'check-up')).toBe(true);
    expect(isForPatients({ ...everything, book: false, types: ['check-up'] }, 'check-up')).toBe(false);
  });

  it('does not reach into the past', () => {
    const now = Temporal.Instant.from('2027-03-01T06:00:00Z');
    expect(() => expectAhead(now, now)).toThrow(RuleBroken);
    expect(() => expectAhead(now.add({ minutes: 1 }), now)).not.toThrow();
  });
});
