import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { credentialGaps, employmentGaps, type HeldCredential } from './duty-gaps.js';
import { gapsIn, type Interval, windowOf } from './interval.js';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const texts = (gaps: Interval[]): string[] => gaps.map(({ from, to }) => `${from}/${to}`);
const november = windowOf(at('2026-11-01T00:00:00Z'), at('2026-12-01T00:00:00Z'));
const licence = (validFrom: string, validUntil: string, suspendedAt?: string): HeldCredential => ({
  kind: 'medical-licence',
  validFrom,
  validUntil,
  suspendedAt,
});

describe('the time that a required credential leaves open', () => {
  it('is none while one is in force, also where one takes over from another', () => {
    const held = [licence('2026-11-15', '2027-11-14'), licence('2025-11-15', '2026-11-14')];
    expect(credentialGaps(['medical-licence'], held, 'Asia/Tokyo', november)).toEqual([]);
  });

  it('begins and ends at midnight where the person works', () => {
    const held = [licence('2020-01-01', '2026-11-09'), licence('2026-11-20', '2030-01-01')];
    const gaps = credentialGaps(['medical-licence'], held, 'America/New_York', november);
    expect(texts(gaps)).toEqual(['2026-11-10T05:00:00Z/2026-11-20T05:00:00Z']);
  });

  it('begins at the very moment of a suspension', () => {
    const held = [licence('2020-01-01', '2030-01-01', '2026-11-05T13:37:00Z')];
    expect(texts(credentialGaps(['medical-licence'], held, 'UTC', november))).toEqual(['2026-11-05T13:37:00Z/2026-12-01T00:00:00Z']);
  });

  it('is looked at kind by kind', () => {
    const gaps = credentialGaps(['medical-licence', 'radiation'], [licence('2020-01-01', '2030-01-01')], 'UTC', november);
    expect(gaps.map(({ kind }) => kind)).toEqual(['radiation']);
    expect(credentialGaps([], [], 'UTC', november)).toEqual([]);
  });

  it('is not shortened by a suspension before the credential began', () => {
    const held = [licence('2026-11-10', '2030-01-01', '2026-11-01T00:00:00Z')];
    expect(texts(credentialGaps(['medical-licence'], held, 'UTC', november))).toEqual(['2026-11-01T00:00:00Z/2026-12-01T00:00:00Z']);
  });
});

describe('the time outside an employment', () => {
  it('ends with the first day and begins after the last', () => {
    expect(texts(employmentGaps('2026-11-03', '2026-11-28', 'UTC', november))).toEqual([
      '2026-11-01T00:00:00Z/2026-11-03T00:00:00Z',
      '2026-11-29T00:00:00Z/2026-12-01T00:00:00Z',
    ]);
    expect(employmentGaps('2020-01-01', undefined, 'Pacific/Kiritimati', november)).toEqual([]);
  });

  it('is the same at the edges of the window in the zones that are farthest from it', () => {
    for (const [zone, first, last] of [
      ['Pacific/Kiritimati', '2026-11-01T10:00:00Z', '2026-11-30T10:00:00Z'],
      ['Pacific/Pago_Pago', '2026-11-02T11:00:00Z', null],
    ] as const) {
      const gaps = employmentGaps('2026-11-02', '2026-11-30', zone, november);
      const ends = last === null ? [] : [`${last}/2026-12-01T00:00:00Z`];
      expect(texts(gaps)).toEqual([`2026-11-01T00:00:00Z/${first}`, ...ends]);
    }
  });
});

describe('gaps', () => {
  it('are exactly the instants of the window that nothing covers', () => {
    const hour = (n: number): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(n * 3_600_000);
    const interval = fc.tuple(fc.integer({ min: -5, max: 30 }), fc.integer({ min: 1, max: 10 }));
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 6 }), (pairs) => {
        const covered = pairs.map(([from, length]) => ({ from: hour(from), to: hour(from + length) }));
        const gaps = gapsIn({ from: hour(0), to: hour(24) }, covered);
        const holds = (spans: Interval[], n: number): boolean =>
          spans.some(({ from, to }) => Temporal.Instant.compare(from, hour(n)) <= 0 && Temporal.Instant.compare(hour(n), to) < 0);
        for (let n = 0; n < 24; n++) expect(holds(gaps, n)).toBe(!holds(covered, n));
      }),
    );
  });
});
