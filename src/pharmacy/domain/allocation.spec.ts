import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allocate, type UsableLot, type Wanted } from './allocation.js';

function lot(lotId: string, expiresOn: string, free: number, changes: Partial<UsableLot> = {}): UsableLot {
  return { lotId, medicationId: 'm', lotNumber: lotId, part: 0, expiresOn, free, ...changes };
}

function taken(wanted: readonly Wanted[], lots: readonly UsableLot[]): unknown[] {
  return allocate(wanted, lots).draws.map((draws) => draws.map(({ lotId, quantity }) => [lotId, quantity]));
}

function want(quantity: number, promised?: Map<string, number>): Wanted {
  return { medicationId: 'm', quantity, ...(promised ? { promised } : {}) };
}

describe('allocating', () => {
  it('takes what expires first, and splits over lots in whole units', () => {
    expect(taken([want(5)], [lot('late', '2030-01-01', 9), lot('soon', '2027-01-01', 3)])).toEqual([[['soon', 3], ['late', 2]]]);
  });

  it('takes lots of one date by their number, then part, whatever order they come in', () => {
    const lots = [lot('x', '2027-01-01', 1, { lotNumber: 'B' }), lot('y', '2027-01-01', 1, { lotNumber: 'A', part: 1 }),
      lot('z', '2027-01-01', 1, { lotNumber: 'A' })];
    expect(taken([want(3)], lots)).toEqual(taken([want(3)], lots.toReversed()));
    expect(taken([want(2)], lots)).toEqual([[['z', 1], ['y', 1]]]);
  });

  it('says how much there is for each line that can’t be met, lines before it served', () => {
    const { missing } = allocate([want(3), want(3)], [lot('a', '2027-01-01', 4)]);
    expect(missing).toEqual([{ line: 1, usable: 1 }]);
  });

  it('leaves to a line what was promised to it, as far as that is usable', () => {
    const lots = [lot('soon', '2027-01-01', 5), lot('late', '2030-01-01', 5)];
    const second = want(4, new Map([['soon', 3], ['gone', 1]]));
    expect(taken([want(4), second], lots)).toEqual([[['soon', 2], ['late', 2]], [['soon', 3], ['late', 1]]]);
  });

  const medicine = fc.constantFrom('m', 'n');
  const lots = fc.uniqueArray(
    fc.record({ id: fc.nat(20), medicationId: medicine, day: fc.integer({ min: 1, max: 9 }), free: fc.integer({ min: -2, max: 9 }) }),
    { selector: ({ id }) => id },
  );
  const wanted = fc.array(fc.record({ medicationId: medicine, quantity: fc.integer({ min: 1, max: 30 }) }), { minLength: 1 });

  it('never takes more than is free, nor of another medicine, and meets a line exactly or says that it can’t', () => {
    fc.assert(
      fc.property(lots, wanted, (there, asked) => {
        const usable = there.map(({ id, medicationId, day, free }) => lot(String(id), `2027-01-0${day}`, free, { medicationId }));
        const medicationOf = new Map(usable.map(({ lotId, medicationId }) => [lotId, medicationId]));
        const { draws, missing } = allocate(asked, usable);
        for (const { lotId, free } of usable) {
          const sum = draws.flat().filter((each) => each.lotId === lotId).reduce((total, { quantity }) => total + quantity, 0);
          expect(sum).toBeLessThanOrEqual(Math.max(free, 0));
        }
        draws.forEach((own, line) => {
          const sum = own.reduce((total, { quantity }) => total + quantity, 0);
          const short = missing.find((each) => each.line === line);
          expect(sum).toBe(short ? short.usable : asked[line]!.quantity);
          expect(own.every(({ quantity }) => Number.isInteger(quantity) && quantity > 0)).toBe(true);
          expect(new Set([...own.map(({ lotId }) => medicationOf.get(lotId)), asked[line]!.medicationId]).size).toBe(1);
          expect(own.map(({ expiresOn }) => expiresOn)).toEqual(own.map(({ expiresOn }) => expiresOn).toSorted());
        });
      }),
    );
  });

  it('leaves no lot that expires before one that it takes', () => {
    fc.assert(
      fc.property(lots, fc.integer({ min: 1, max: 40 }), (there, quantity) => {
        const usable = there.map(({ id, day, free }) => lot(String(id), `2027-01-0${day}`, free));
        const [own = []] = allocate([want(quantity)], usable).draws;
        const last = own.at(-1)?.expiresOn ?? '';
        for (const { lotId, free, expiresOn } of usable.filter((each) => each.expiresOn < last && each.free > 0)) {
          expect([lotId, expiresOn, own.find((each) => each.lotId === lotId)?.quantity]).toEqual([lotId, expiresOn, free]);
        }
      }),
    );
  });
});
