import { describe, expect, it } from '@jest/globals';
import { converted, dailyDose, dosesOnADay, strengthOf } from './dosage.js';

const TABLET = { unit: 'tablet', strength: '500 mg' };

describe('the dose of a day', () => {
  it.each([
    [{ times: 3, per: 'day' }, 3],
    [{ times: 1, per: 'day', interval: 2 }, 1],
    [{ times: 1, per: 'hours', interval: 8 }, 3],
    [{ times: 1, per: 'hours', interval: 36 }, 1],
    [{ times: 2, per: 'week' }, 1],
    [{ times: 14, per: 'week' }, 2],
  ] as const)('of %j is %i times one dose', (frequency, times) => {
    expect(dosesOnADay(frequency)).toBe(times);
  });

  it('is counted in the unit of the ceiling', () => {
    const twice = { times: 2, per: 'day' } as const;
    expect(dailyDose({ dose: { quantity: 2, unit: 'tablets' }, frequency: twice }, TABLET, 'g')).toBe(2);
    expect(dailyDose({ dose: { quantity: 750, unit: 'mg' }, frequency: twice }, TABLET, 'tablet')).toBe(3);
    expect(dailyDose({ dose: { quantity: 250, unit: 'mcg' }, frequency: twice }, TABLET, 'mg')).toBeCloseTo(0.5);
  });

  it('can’t be told where units have nothing in common', () => {
    expect(dailyDose({ dose: { quantity: 1, unit: 'puff' }, frequency: { times: 1, per: 'day' } }, TABLET, 'mg')).toBeUndefined();
    expect(converted({ quantity: 1, unit: 'mg' }, 'mL')).toBeUndefined();
    expect(strengthOf('250 mg / 5 mL')).toBeUndefined();
  });
});
