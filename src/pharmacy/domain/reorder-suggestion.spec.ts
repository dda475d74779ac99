import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Money } from '#kernel';
import { dailyUseOf } from './daily-use.js';
import { roomFor, unusedOf } from './expiry-outlook.js';
import { normalQuantile } from './normal-quantile.js';
import { explanationOf } from './reorder-explanation.js';
import { type ReorderFacts, type ReorderTerms, suggestReorder, type SurplusLot } from './reorder-suggestion.js';

const TERMS: ReorderTerms = { reorderPoint: 20, targetLevel: 100, leadTimeDays: 4, serviceLevel: 95, expiryNoticeDays: 30 };
const DISPENSED_10 = { dispensed: 10, returned: 0, unmet: 0 };
const FRESH = (quantity: number) => ({ quantity, daysLeft: 1_000 });
const euros = (amount: string): Money => Money.parse(amount, 'EUR');

function facts(changes: Partial<ReorderFacts> = {}): ReorderFacts {
  return { windowDays: 10, days: Array(10).fill(DISPENSED_10), stock: [FRESH(15)], surplus: [], ...changes };
}

function surplus(quantity: number, daysLeft: number, lotId = 'x'): SurplusLot {
  return { locationId: 'other', facilityId: 'f', lotId, lotNumber: lotId, expiresOn: '2027-01-01', quantity, daysLeft };
}

describe('use a day', () => {
  it('counts what was given out and what was missing, less what came back, over all days of the window', () => {
    const days = [
      { dispensed: 8, returned: 2, unmet: 0 },
      { dispensed: 3, returned: 0, unmet: 3 },
    ];
    const sums = { windowDays: 4, dispensed: 11, returned: 2, unmet: 3 };
    expect(dailyUseOf(days, 4)).toEqual({ ...sums, average: 3, standardDeviation: Math.sqrt(12) });
  });

  it('is not below nothing, though more came back than was given out', () => {
    expect(dailyUseOf([{ dispensed: 0, returned: 5, unmet: 0 }], 5).average).toBe(0);
  });
});

describe('the normal quantile', () => {
  it.each([
    [0.5, 0],
    [0.9, 1.2815516],
    [0.95, 1.6448536],
    [0.99, 2.3263479],
    [0.999, 3.0902323],
    [0.05, -1.6448536],
  ])('of %d is %d', (share, deviate) => {
    expect(normalQuantile(share)).toBeCloseTo(deviate, 6);
  });
});

describe('what expires before it is used', () => {
  it('is what the first to expire leave over, lot by lot', () => {
    const stock = [{ quantity: 50, daysLeft: 20 }, { quantity: 30, daysLeft: 5 }, FRESH(100)];
    expect(unusedOf(stock, 2)).toEqual([20, 20, 0]);
  });

  it('is everything where nothing is used, and nothing is used in parts of units', () => {
    expect(unusedOf([{ quantity: 5, daysLeft: 9 }], 0)).toEqual([5]);
    expect(unusedOf([{ quantity: 5, daysLeft: 9 }], 1 / 3)).toEqual([2]);
  });

  it('leaves room for as much as would be used beside it', () => {
    expect(roomFor(10, [], 2)).toBe(20);
    expect(roomFor(10, [{ quantity: 15, daysLeft: 5 }], 2)).toBe(10);
    expect(roomFor(10, [{ quantity: 38, daysLeft: 20 }], 2)).toBe(2);
  });
});

describe('a suggestion', () => {
  it('fills up to the target level once what is there is at the reorder point', () => {
    const steady = { ...TERMS, reorderPoint: 41 };
    expect(suggestReorder(steady, facts({ stock: [FRESH(42)] }))).toMatchObject({ needed: 0, quantity: 0 });
    expect(suggestReorder(steady, facts({ stock: [FRESH(41)] }))).toMatchObject({ orderAt: 41, needed: 59, quantity: 59 });
  });

  it('orders earlier where the time of delivery takes more than the reorder point, and keeps a safety stock for uneven days', () => {
    const days = [...Array(5).fill({ dispensed: 20, returned: 0, unmet: 0 })];
    const { use, ...figures } = suggestReorder({ ...TERMS, targetLevel: 30 }, facts({ days }));
    expect(use.average).toBe(10);
    expect(use.standardDeviation).toBeCloseTo(10.541, 3);
    // 1.645 · 10.541 · √4 = 34.68
    expect(figures).toMatchObject({ leadTimeDemand: 40, safetyStock: 35, orderAt: 75, orderUpTo: 75, available: 15, needed: 60 });
  });

  it('does not count on what will expire unused', () => {
    const stock = [{ quantity: 200, daysLeft: 3 }, FRESH(15)];
    const figures = { usable: 215, expiringUnused: 170, available: 45, orderAt: 40, needed: 0 };
    expect(suggestReorder(TERMS, facts({ stock }))).toMatchObject(figures);
    const later = [{ quantity: 500, daysLeft: 31 }];
    expect(suggestReorder(TERMS, facts({ stock: later }))).toMatchObject({ expiringUnused: 0, outlookDays: 30 });
  });

  it('moves here first what would expire elsewhere and is used here in time', () => {
    const elsewhere = [surplus(70, 4, 'a'), surplus(30, 8, 'b')];
    const { moves, moved, quantity, needed } = suggestReorder(TERMS, facts({ stock: [], surplus: elsewhere }));
    expect(moves.map(({ lotId, quantity: units }) => [lotId, units])).toEqual([
      ['a', 40],
      ['b', 30],
    ]);
    expect([needed, moved, quantity]).toEqual([100, 70, 30]);
  });

  it('keeps to the budget, in whole units', () => {
    const capped = { ...TERMS, budgetCap: euros('100.00') };
    const priced = suggestReorder(capped, facts({ unitCost: euros('3.00') }));
    expect(priced).toMatchObject({ needed: 85, affordable: 33, quantity: 33, cost: euros('99.00') });
    expect(suggestReorder(capped, facts())).toMatchObject({ quantity: 85 });
    const dollars = suggestReorder(capped, facts({ unitCost: Money.parse('3.00', 'USD') }));
    expect([dollars.affordable, dollars.quantity]).toEqual([undefined, 85]);
    expect(suggestReorder(capped, facts({ unitCost: euros('0.00') }))).toMatchObject({ quantity: 85, cost: euros('0.00') });
  });

  it('says how it is reckoned', () => {
    const capped = { ...TERMS, budgetCap: euros('100.00') };
    expect(explanationOf(suggestReorder(capped, facts({ unitCost: euros('3.00'), surplus: [surplus(5, 4)] })))).toBe(
      'In 10 days 100 were given out, 0 came back and 0 were missing: 10 a day. ' +
        '4 days until an order arrives take 40; for a service level of 95 % the safety stock is 1.64 × 0 × √4, rounded up 0. ' +
        'Order at 40, the higher of the two together, rounded up, and the reorder point of 20. ' +
        '15 are usable, less 0 that will expire unused within 30 days, and 0 are on order: 15. ' +
        'Up to 100, 85 are needed. 5 come from elsewhere, where they would expire unused. ' +
        'The budget of 100.00 EUR pays for no more than 33 at 3.00 EUR. Order 33, for 99.00 EUR.',
    );
    const unpriced = explanationOf(suggestReorder(capped, facts()));
    expect(unpriced).toMatch(/The budget of 100.00 EUR is not applied: no price is known. Order 85.$/);
    const enough = suggestReorder(TERMS, facts({ stock: [FRESH(41)] }));
    expect(explanationOf(enough)).toMatch(/41 are more than 40: nothing to order.$/);
  });
});

describe('any suggestion', () => {
  const lot = fc.record({ quantity: fc.integer({ min: 1, max: 500 }), daysLeft: fc.integer({ min: 1, max: 400 }) });
  const day = fc.record({ dispensed: fc.nat(60), returned: fc.nat(20), unmet: fc.nat(20) });
  const anyTerms = fc
    .record({
      reorderPoint: fc.nat(300),
      room: fc.integer({ min: 1, max: 500 }),
      leadTimeDays: fc.nat(30),
      serviceLevel: fc.double({ min: 50, max: 99.9, noNaN: true }),
      expiryNoticeDays: fc.nat(120),
      budget: fc.option(fc.bigInt({ min: 0n, max: 1_000_000n }), { nil: undefined }),
    })
    .map(({ room, budget, ...terms }): ReorderTerms => {
      const cap = budget === undefined ? {} : { budgetCap: Money.ofMinor(budget, 'EUR') };
      return { ...terms, ...cap, targetLevel: terms.reorderPoint + room };
    });
  const anyFacts = fc
    .record({
      days: fc.array(day, { maxLength: 30 }),
      stock: fc.array(lot, { maxLength: 6 }),
      elsewhere: fc.array(lot, { maxLength: 4 }),
      price: fc.option(fc.bigInt({ min: 1n, max: 5_000n }), { nil: undefined }),
    })
    .map(({ elsewhere, price, ...rest }): ReorderFacts => {
      const lots = elsewhere.map(({ quantity, daysLeft }, index) => surplus(quantity, daysLeft, String(index)));
      const unitCost = price === undefined ? {} : { unitCost: Money.ofMinor(price, 'EUR') };
      return { ...rest, ...unitCost, windowDays: 30, surplus: lots.sort((one, other) => one.daysLeft - other.daysLeft) };
    });

  it('is of whole units that are enough, or as many as the budget pays for', () => {
    fc.assert(
      fc.property(anyTerms, anyFacts, (terms, given) => {
        const { available, needed, moved, quantity, orderAt, orderUpTo, affordable, cost } = suggestReorder(terms, given);
        for (const units of [available, needed, moved, quantity]) expect(Number.isInteger(units) && units >= 0).toBe(true);
        expect(needed > 0).toBe(available <= orderAt && orderUpTo > available);
        expect(quantity).toBe(Math.min(needed - moved, affordable ?? Infinity));
        if (terms.budgetCap && cost) expect(cost.minorUnits <= terms.budgetCap.minorUnits).toBe(true);
      }),
    );
  });

  it('moves no more than is over, and nothing that would expire here as well, or make other stock expire', () => {
    fc.assert(
      fc.property(anyTerms, anyFacts, (terms, given) => {
        const { moves, use } = suggestReorder(terms, given);
        for (const { lotId, quantity } of moves) {
          expect(quantity).toBeLessThanOrEqual(given.surplus.find((each) => each.lotId === lotId)!.quantity);
        }
        const wasted = (stock: ReorderFacts['stock']): number => unusedOf(stock, use.average).reduce((sum, units) => sum + units, 0);
        expect(wasted([...given.stock, ...moves])).toBe(wasted(given.stock));
      }),
    );
  });

  it('counts as unused no more than there is, and less the more is used', () => {
    fc.assert(
      fc.property(fc.array(lot), fc.double({ min: 0, max: 50, noNaN: true }), (stock, perDay) => {
        const unused = unusedOf(stock, perDay);
        unused.forEach((units, index) => expect(units >= 0 && units <= stock[index]!.quantity).toBe(true));
        const more = unusedOf(stock, perDay + 1);
        const sum = (all: readonly number[]): number => all.reduce((total, units) => total + units, 0);
        expect(sum(more)).toBeLessThanOrEqual(sum(unused));
      }),
    );
  });
});
