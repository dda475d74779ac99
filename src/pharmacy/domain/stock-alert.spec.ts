import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stockAlertMachine } from './stock-alert-machine.js';
import { StockAlert } from './stock-alert.js';
import { findingsOf, type StockAlertKind, type StockFinding } from './stock-findings.js';
import { StockRule, type StockRuleTerms } from './stock-rule.js';

const NOW = Temporal.Instant.from('2026-11-21T09:00:00Z');
const TERMS: StockRuleTerms = { reorderPoint: 20, targetLevel: 100, expiryNoticeDays: 30, renotifyHours: 24 };
const LOW: StockFinding = { kind: 'low-stock', quantity: 3 };

function rule(changes: Partial<StockRuleTerms> = {}): StockRule {
  return new StockRule({ id: 'r', facilityId: 'f', locationId: 'l', medicationId: 'm' }, { ...TERMS, ...changes });
}

function alert(): StockAlert {
  return new StockAlert('a', rule(), LOW, NOW);
}

/** Kinds that a shelf calls for, where those are open. */
function kinds(usable: number, open: readonly StockAlertKind[] = [], changes: Partial<StockRuleTerms> = {}): string[] {
  return findingsOf(rule(changes), { usable, lots: [] }, (kind) => open.includes(kind)).map(({ kind }) => kind);
}

describe('a rule of stock', () => {
  it.each([
    [0, 1],
    [5, 1],
    [11, 2],
    [45, 5],
  ])('has a margin that goes with the reorder point: for %d it is %d', (reorderPoint, margin) => {
    expect(rule({ reorderPoint }).hysteresisMargin).toBe(margin);
  });

  it('has no margin beyond what filling up reaches', () => {
    expect(rule({ reorderPoint: 90, targetLevel: 93 }).hysteresisMargin).toBe(3);
    expect(() => rule({ reorderPoint: 90, targetLevel: 93, hysteresisMargin: 4 })).toThrow(
      expect.objectContaining({ code: 'invalid-stock-rule' }),
    );
  });

  it('ends once, and says nothing from then on', () => {
    const ended = rule();
    ended.end(NOW);
    expect(() => ended.end(NOW)).toThrow(expect.objectContaining({ code: 'stale-version' }));
    expect(findingsOf(ended, { usable: 0, lots: [] }, () => true)).toEqual([]);
  });
});

describe('what a rule says of a shelf', () => {
  it('is low at the reorder point and below, and out where nothing is usable', () => {
    expect([kinds(21), kinds(20), kinds(1), kinds(0)]).toEqual([[], ['low-stock'], ['low-stock'], ['low-stock', 'out-of-stock']]);
  });

  it('stays so until it is above by the margin', () => {
    expect([kinds(21, ['low-stock']), kinds(22, ['low-stock'])]).toEqual([['low-stock'], []]);
    expect([kinds(1, ['out-of-stock']), kinds(2, ['out-of-stock'])]).toEqual([['low-stock', 'out-of-stock'], ['low-stock']]);
  });

  it('names each lot that needs somebody', () => {
    const lot = { lotId: 'x', condition: 'recalled', lotNumber: 'A1', expiresOn: '2027-01-01', onHand: 4 } as const;
    expect(findingsOf(rule(), { usable: 50, lots: [lot] }, () => false)).toEqual([{ kind: 'recalled', lotId: 'x', quantity: 4 }]);
  });

  it('raises no second alert while stock goes up and down within the margin', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -25, max: 25 }), { maxLength: 60 }), (changes) => {
        const [raised, falls] = [{ count: 0 }, { count: 0 }];
        let [usable, open, wasAbove] = [100, false, true];
        for (const change of changes) {
          usable = Math.max(0, usable + change);
          const low = kinds(usable, open ? ['low-stock'] : []).includes('low-stock');
          if (low && !open) raised.count += 1;
          if (wasAbove && usable <= 20) falls.count += 1;
          wasAbove = usable >= 22 || (wasAbove && usable > 20);
          open = low;
        }
        expect(raised).toEqual(falls);
      }),
    );
  });
});

describe('an alert of stock', () => {
  it('announces itself by ids alone', () => {
    const [event] = alert().takeEvents();
    const place = { facilityId: 'f', locationId: 'l', medicationId: 'm' };
    expect(event).toEqual({
      type: 'pharmacy.stock-alert-raised.v1',
      aggregateId: 'a',
      payload: { alertId: 'a', kind: 'low-stock', ruleId: 'r', ...place },
    });
  });

  it('is told of at once and then after the hours of the rule, while it is open', () => {
    const raised = alert();
    expect(raised.isNoticeDue(24, NOW)).toBe(true);
    raised.noteNotice(NOW);
    expect(raised.isNoticeDue(24, NOW.add({ hours: 23, minutes: 59 }))).toBe(false);
    expect(raised.isNoticeDue(24, NOW.add({ hours: 24 }))).toBe(true);
    raised.acknowledge('ann', NOW);
    expect(raised.isNoticeDue(24, NOW.add({ hours: 240 }))).toBe(false);
  });

  it('comes back when the time for which it was put aside is over, and is told of after the hours all the same', () => {
    const raised = alert();
    raised.noteNotice(NOW);
    raised.snooze(NOW.add({ hours: 1 }), 'ann', NOW);
    expect([raised.isSnoozeOver(NOW), raised.isSnoozeOver(NOW.add({ hours: 1 }))]).toEqual([false, true]);
    raised.wake();
    expect([raised.status, raised.snoozedUntil, raised.isNoticeDue(24, NOW.add({ hours: 1 }))]).toEqual(['open', undefined, false]);
  });

  it.each([-1, 0, 24 * 90 + 1])('is not put aside for %d hours', (hours) => {
    expect(() => alert().snooze(NOW.add({ hours }), 'ann', NOW)).toThrow(expect.objectContaining({ code: 'invalid-snooze' }));
  });

  it('goes no way that is not declared', () => {
    const moves: Record<string, (each: StockAlert) => void> = {
      acknowledge: (each) => each.acknowledge('ann', NOW),
      snooze: (each) => each.snooze(NOW.add({ hours: 1 }), 'ann', NOW),
      wake: (each) => each.wake(),
      resolve: (each) => each.resolve(NOW),
    };
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Object.keys(moves)), { maxLength: 12 }), (actions) => {
        const raised = alert();
        for (const action of actions) {
          const declared = stockAlertMachine.transitions.find((each) => each.from === raised.status && each.action === action);
          const before = raised.status;
          if (declared) moves[action]!(raised);
          else expect(() => moves[action]!(raised)).toThrow(expect.objectContaining({ code: 'invalid-transition' }));
          expect(raised.status).toBe(declared?.to ?? before);
        }
      }),
    );
  });
});
