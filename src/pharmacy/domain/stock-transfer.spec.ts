import { describe, expect, it } from '@jest/globals';
import { StockCount } from './stock-count.js';
import { StockTransfer } from './stock-transfer.js';

const AT = Temporal.Instant.from('2026-11-21T09:00:00Z');
const code = (name: string): unknown => expect.objectContaining({ code: name });

function transfer(controlled = false, changes: object = {}): StockTransfer {
  const lines = [
    { lotId: 'a', quantity: 5 },
    { lotId: 'b', quantity: 2 },
  ];
  const placed = { id: 't', facilityId: 'f', fromLocationId: 'here', toLocationId: 'there' };
  return new StockTransfer({ ...placed, reason: 'Ward runs low', lines, requestedBy: 'ann', requestedAt: AT, ...changes }, controlled);
}

describe('a transfer', () => {
  it('takes stock away here and adds it there, with what differs in an entry of its own', () => {
    const sent = transfer();
    expect(sent.departure().map(({ locationId, quantity, kind }) => [locationId, quantity, kind])).toEqual([
      ['here', -5, 'transfer-out'],
      ['here', -2, 'transfer-out'],
    ]);
    const short = [{ lotId: 'a', quantity: 4 }];
    expect(() => sent.receive(short, 'ann')).toThrow(code('variance-needs-reason'));
    const arrival = sent.receive(short, 'ann', 'Broken');
    expect(arrival.map(({ locationId, lotId, quantity, kind }) => [locationId, lotId, quantity, kind])).toEqual([
      ['there', 'a', 5, 'transfer-in'],
      ['there', 'b', 2, 'transfer-in'],
      ['there', 'a', -1, 'transfer-variance'],
    ]);
    expect(sent.lines.map(({ received }) => received)).toEqual([4, 2]);
    expect(() => sent.cancel()).toThrow(code('invalid-transition'));
  });

  it('leads elsewhere, and names each lot once, and no others when it arrives', () => {
    expect(() => transfer(false, { toLocationId: 'here' })).toThrow(code('invalid-transfer'));
    const twice = [
      { lotId: 'a', quantity: 5 },
      { lotId: 'a', quantity: 2 },
    ];
    expect(() => transfer(false, { lines: twice })).toThrow(code('invalid-transfer'));
    expect(() => transfer().receive(twice, 'bob', 'x')).toThrow(code('invalid-transfer'));
    expect(() => transfer().receive([{ lotId: 'c', quantity: 1 }], 'bob', 'x')).toThrow(code('invalid-transfer'));
  });

  it('goes back whole when it is called off', () => {
    const sent = transfer();
    expect(sent.cancel().map(({ locationId, quantity, kind }) => [locationId, quantity, kind])).toEqual([
      ['here', 5, 'reversal'],
      ['here', 2, 'reversal'],
    ]);
    const waiting = transfer(true);
    expect([waiting.cancel(), waiting.status]).toEqual([[], 'cancelled']);
  });

  it('of a controlled drug leaves before a witness, and is received by somebody else', () => {
    const sent = transfer(true);
    expect([sent.status, sent.departure()]).toEqual(['awaiting-witness', []]);
    expect(() => sent.receive([], 'bob')).toThrow(code('invalid-transition'));
    expect(() => sent.witness('ann')).toThrow(code('witness-is-actor'));
    sent.witness('bob');
    expect(sent.departure()).toHaveLength(2);
    expect(() => sent.cancel()).toThrow(code('invalid-transition'));
    expect(() => sent.receive([], 'ann')).toThrow(code('witness-is-actor'));
    expect(sent.receive([], 'cleo')).toHaveLength(2);
  });
});

describe('a count', () => {
  function count(): StockCount {
    const lines = [
      { lotId: 'a', snapshot: 5 },
      { lotId: 'b', snapshot: 2 },
    ];
    return new StockCount({ id: 'c', facilityId: 'f', locationId: 'here', reason: 'Yearly', lines, openedBy: 'ann', openedAt: AT });
  }
  const figures = [
    { lotId: 'a', counted: 4 },
    { lotId: 'b', counted: 2 },
    { lotId: 'found', counted: 1 },
  ];
  const books = new Map([
    ['a', 6],
    ['b', 2],
  ]);

  it('is entered whole, and posts what differs from the books of that moment', () => {
    const open = count();
    expect(() => open.enter(figures.slice(0, 1), books, 'ann')).toThrow(
      expect.objectContaining({ code: 'count-incomplete', details: { missing: ['b'] } }),
    );
    expect(() => open.enter([...figures, figures[0]!], books, 'ann')).toThrow(code('count-incomplete'));
    open.enter(figures, books, 'ann');
    expect(() => open.approve('ann')).toThrow(code('approver-is-counter'));
    expect(open.approve('bob').map(({ lotId, quantity }) => [lotId, quantity])).toEqual([
      ['a', -2],
      ['found', 1],
    ]);
    expect(() => open.cancel()).toThrow(code('invalid-transition'));
  });

  it('forgets its figures when it is to be done again', () => {
    const open = count();
    open.enter(figures, books, 'ann');
    open.recount();
    expect([open.status, open.countedBy, open.lines[0]]).toEqual(['open', undefined, { lotId: 'a', snapshot: 5 }]);
    open.cancel();
    expect(() => open.enter(figures, books, 'ann')).toThrow(code('invalid-transition'));
  });
});
