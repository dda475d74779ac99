import { describe, expect, it } from '@jest/globals';
import { type UsagePeriod, usageSpan } from './usage-period.js';

const NOW = Temporal.Instant.from('2026-10-25T23:30:00Z');
const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);

function spanned(period: UsagePeriod, zone = 'Europe/Berlin'): string[] {
  const { starts, ends } = usageSpan(period, zone, NOW);
  return [starts.toString(), ends.toString()];
}

describe('a period of usage', () => {
  it('is whole days of a zone, the clock changing or not', () => {
    const day = date('2026-10-25');
    expect(spanned({ from: day, to: day })).toEqual(['2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z']);
    expect(spanned({ from: day, to: day }, 'UTC')).toEqual(['2026-10-25T00:00:00Z', '2026-10-26T00:00:00Z']);
  });

  it('ends with today, which is not the same everywhere, and has thirty days where none are named', () => {
    expect(spanned({}, 'UTC')).toEqual(['2026-09-26T00:00:00Z', '2026-10-26T00:00:00Z']);
    expect(spanned({})).toEqual(['2026-09-26T22:00:00Z', '2026-10-26T23:00:00Z']);
    expect(spanned({ to: date('2026-01-31') }, 'UTC')).toEqual(['2026-01-02T00:00:00Z', '2026-02-01T00:00:00Z']);
    expect(spanned({ from: date('2026-10-01') }, 'UTC')).toEqual(['2026-10-01T00:00:00Z', '2026-10-26T00:00:00Z']);
  });

  it('has a day at least, and no more than a year', () => {
    expect(() => usageSpan({ from: date('2026-10-27') }, 'UTC', NOW)).toThrow(expect.objectContaining({ code: 'invalid-date-range' }));
    expect(() => spanned({ from: date('2024-01-01'), to: date('2024-12-31') })).not.toThrow();
    expect(() => spanned({ from: date('2024-01-01'), to: date('2025-01-01') })).toThrow('at most 366 days');
  });
});
