import { describe, expect, it } from '@jest/globals';
import { InvalidTransition } from '#kernel';
import { type CountedFigure, StockDiscrepancy } from './stock-discrepancy.js';

const NOW = Temporal.Instant.from('2026-11-22T09:00:00Z');

const figure = (countedBy: string, counted: number): CountedFigure => ({ expected: 10, counted, countedBy, countedAt: NOW.toString() });

function opened(): StockDiscrepancy {
  const place = { facilityId: 'f', locationId: 's', medicationId: 'm', lotId: 'l', countId: 'c' };
  return new StockDiscrepancy({ id: 'd', ...place }, figure('ann', 8));
}

describe('a discrepancy', () => {
  it('is told of with ids alone', () => {
    const payload = { discrepancyId: 'd', facilityId: 'f', locationId: 's', medicationId: 'm', lotId: 'l', countId: 'c' };
    expect(opened().takeEvents()).toEqual([{ type: 'pharmacy.stock-discrepancy-opened.v1', aggregateId: 'd', payload }]);
  });

  it('keeps every figure, and stays open though the books agree the second time', () => {
    const discrepancy = opened();
    discrepancy.recount(figure('bob', 10));
    expect([discrepancy.status, discrepancy.figures.map(({ counted }) => counted)]).toEqual(['open', [8, 10]]);
  });

  it('is closed by nobody who counted, the first time or again', () => {
    const discrepancy = opened();
    discrepancy.recount(figure('bob', 8));
    for (const counter of ['ann', 'bob']) {
      expect(() => discrepancy.close('breakage', 'Fell', counter, NOW)).toThrow(expect.objectContaining({ code: 'closer-is-counter' }));
    }
    discrepancy.close('breakage', 'Fell', 'eve', NOW);
    expect(discrepancy).toMatchObject({ status: 'closed', cause: 'breakage', explanation: 'Fell', closedBy: 'eve', closedAt: NOW });
  });

  it('is closed once, and then counted no more', () => {
    const discrepancy = opened();
    discrepancy.close('theft', 'Reported', 'eve', NOW);
    expect(() => discrepancy.close('loss', 'Or not', 'eve', NOW)).toThrow(InvalidTransition);
    expect(() => discrepancy.recount(figure('bob', 9))).toThrow(InvalidTransition);
  });
});
