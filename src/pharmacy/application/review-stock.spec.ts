import { beforeEach, describe, expect, it } from '@jest/globals';
import { CountingIds, DirectUnitOfWork, FixedClock } from '#testing';
import type { LotFinding } from '../domain/stock-findings.js';
import { StockRule } from '../domain/stock-rule.js';
import { AlertsInMemory, KeptNotices, LevelsInMemory, OneDay, RulesInMemory } from './in-memory-stock.js';
import { ReviewStock } from './review-stock.js';

const TERMS = { reorderPoint: 20, targetLevel: 100, expiryNoticeDays: 30, renotifyHours: 24 };
const LOT: LotFinding = { lotId: 'x', condition: 'expiring', lotNumber: 'A1', expiresOn: '2026-12-01', onHand: 40 };

describe('reviewing stock', () => {
  let rules: RulesInMemory;
  let levels: LevelsInMemory;
  let alerts: AlertsInMemory;
  let notices: KeptNotices;
  let clock: FixedClock;
  let review: ReviewStock;

  beforeEach(async () => {
    [rules, levels, alerts, notices] = [new RulesInMemory(), new LevelsInMemory(), new AlertsInMemory(), new KeptNotices()];
    clock = new FixedClock();
    const days = new OneDay(Temporal.PlainDate.from('2026-11-21'));
    review = new ReviewStock(new DirectUnitOfWork(), rules, levels, alerts, notices, days, new CountingIds(), clock);
    await rules.add(ruleOf('r'));
  });

  function ruleOf(id: string): StockRule {
    return new StockRule({ id, facilityId: 'f', locationId: 'l', medicationId: id }, TERMS);
  }

  function there(usable: number, ...lots: LotFinding[]): void {
    levels.shelf.set('r', { usable, lots });
  }

  const states = (): string[] => alerts.all.map(({ kind, status }) => `${kind} ${status}`);

  it('raises what is missing, resolves what is over, and says nothing twice', async () => {
    there(20, LOT);
    await review.execute(['r']);
    await review.execute(['r']);
    expect([states(), notices.told]).toEqual([
      ['low-stock open', 'expiring open'],
      ['low-stock', 'expiring A1'],
    ]);
    there(40);
    await review.execute(['r']);
    expect([states(), notices.told.length]).toEqual([['low-stock resolved', 'expiring resolved'], 2]);
  });

  it('tells of the worse where both are so, now and when reminding', async () => {
    there(0);
    await review.execute(['r']);
    clock.pass({ hours: 24 });
    await review.execute(['r']);
    expect([states(), notices.told]).toEqual([
      ['low-stock open', 'out-of-stock open'],
      ['out-of-stock', 'out-of-stock'],
    ]);
  });

  it('opens what was put aside once the time is over, and only if it is still so', async () => {
    there(5);
    await review.execute(['r']);
    const [alert] = alerts.all;
    alert!.snooze(clock.now().add({ hours: 2 }), 'ann', clock.now());
    clock.pass({ hours: 1 });
    await review.sweep();
    expect(states()).toEqual(['low-stock snoozed']);
    clock.pass({ hours: 1 });
    await review.sweep();
    expect(states()).toEqual(['low-stock open']);
    alert!.snooze(clock.now().add({ hours: 2 }), 'ann', clock.now());
    there(100);
    clock.pass({ hours: 3 });
    await review.sweep();
    expect(states()).toEqual(['low-stock resolved']);
  });

  it('sweeps every rule in force, however many there are', async () => {
    for (let number = 0; number < 450; number++) await rules.add(ruleOf(`r${String(number).padStart(3, '0')}`));
    rules.all[7]!.end(clock.now());
    await review.sweep();
    expect(new Set(alerts.all.map(({ ruleId }) => ruleId)).size).toBe(450);
    expect(alerts.all).toHaveLength(900);
  });
});
