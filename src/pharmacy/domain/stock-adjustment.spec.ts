import { describe, expect, it } from '@jest/globals';
import { shortagesOf } from './shortages.js';
import { StockAdjustment } from './stock-adjustment.js';

const LINES = [
  { lotId: 'a', quantity: -2 },
  { lotId: 'b', quantity: 3 },
];

function adjustment(controlled = false, changes: object = {}): StockAdjustment {
  const requestedAt = Temporal.Instant.from('2026-11-21T09:00:00Z');
  const fields = { id: 'x', facilityId: 'f', locationId: 'p', reason: 'Broken', lines: LINES, requestedBy: 'ann', requestedAt };
  return new StockAdjustment({ ...fields, ...changes }, controlled);
}

describe('an adjustment', () => {
  it('is posted line by line', () => {
    expect(adjustment().postings()).toEqual([
      expect.objectContaining({ locationId: 'p', lotId: 'a', quantity: -2, kind: 'adjustment' }),
      expect.objectContaining({ lotId: 'b', quantity: 3 }),
    ]);
  });

  it('changes something in each line', () => {
    const lines = [{ lotId: 'a', quantity: 0 }];
    expect(() => adjustment(false, { lines })).toThrow(expect.objectContaining({ code: 'empty-adjustment' }));
  });

  it('with a controlled drug posts nothing before somebody else has watched', () => {
    const asked = adjustment(true);
    expect([asked.status, asked.postings()]).toEqual(['awaiting-witness', []]);
    expect(() => asked.opposite()).toThrow(expect.objectContaining({ code: 'invalid-transition' }));
    expect(() => asked.witness('ann')).toThrow(expect.objectContaining({ code: 'witness-is-actor' }));
    asked.witness('bob');
    expect([asked.status, asked.witnessedBy, asked.postings().length]).toEqual(['posted', 'bob', 2]);
    expect(() => asked.cancel()).toThrow(expect.objectContaining({ code: 'invalid-transition' }));
  });

  it('is undone by its opposite, which is not undone itself', () => {
    expect(adjustment().opposite()).toEqual([
      { lotId: 'a', quantity: 2 },
      { lotId: 'b', quantity: -3 },
    ]);
    const reversal = adjustment(false, { reverses: 'y' });
    expect(reversal.postings()[0]).toMatchObject({ kind: 'reversal' });
    expect(() => reversal.opposite()).toThrow(expect.objectContaining({ code: 'invalid-transition' }));
  });
});

describe('a shortage', () => {
  const posting = (lotId: string, quantity: number) =>
    ({ locationId: 'p', lotId, quantity, kind: 'adjustment', reference: { kind: 'x', id: 'x' } }) as const;
  const balances = [{ locationId: 'p', lotId: 'a', medicationId: 'm', onHand: 5, reserved: 2 }];

  it('is what a line takes beyond what is there and not reserved, lines before it counted', () => {
    expect(shortagesOf([posting('a', -3)], balances)).toEqual([]);
    expect(shortagesOf([posting('a', -4)], balances)).toEqual([{ line: 0, medicationId: 'm', requested: 4, available: 3 }]);
    const twice = [posting('a', -2), posting('a', -2)];
    expect(shortagesOf(twice, balances)).toEqual([{ line: 1, medicationId: 'm', requested: 2, available: 1 }]);
    expect(shortagesOf([posting('a', 1), posting('a', -4)], balances)).toEqual([]);
  });
});
