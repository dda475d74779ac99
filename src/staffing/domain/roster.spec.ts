import { describe, expect, it } from '@jest/globals';
import { Roster, type RosterSpan } from './roster.js';
import { ShiftSwap, swapMachine } from './shift-swap.js';
import { ShiftTemplate } from './shift-template.js';

const NOW = Temporal.Instant.from('2026-11-01T12:00:00Z');
const refusal = expect.objectContaining({ code: 'invalid-transition' });
const roster = (span: RosterSpan, from: string): Roster =>
  new Roster({ id: 'r', facilityId: 'f', departmentId: 'd', span, from: Temporal.PlainDate.from(from) });

describe('a roster', () => {
  it('is for a week from a Monday, or for a month', () => {
    expect(roster('week', '2026-11-02').to.toString()).toBe('2026-11-08');
    expect(roster('month', '2028-02-01').to.toString()).toBe('2028-02-29');
    expect(() => roster('week', '2026-11-03')).toThrow(expect.objectContaining({ code: 'invalid-roster' }));
    expect(() => roster('month', '2026-11-02')).toThrow(expect.objectContaining({ code: 'invalid-roster' }));
  });

  it('is a draft, then published, then locked', () => {
    const week = roster('week', '2026-11-02');
    expect(() => week.lock()).toThrow(refusal);
    week.publish(NOW);
    expect(week.takeEvents()).toMatchObject([{ type: 'staffing.roster-published.v1', payload: { from: '2026-11-02', to: '2026-11-08' } }]);
    const steps = [() => week.publish(NOW), () => week.discard(), () => week.expectDraft('auto-fill')];
    for (const again of steps) expect(again).toThrow(refusal);
    expect(() => week.expectOpenToChange()).not.toThrow();
    week.lock();
    expect(() => week.expectOpenToChange()).toThrow(refusal);
    expect(week.allowedActions).toEqual([]);
  });

  it('is discarded while it is a draft', () => {
    const week = roster('week', '2026-11-02');
    week.discard();
    for (const late of [() => week.publish(NOW), () => week.expectOpenToChange()]) expect(late).toThrow(refusal);
  });
});

describe('a shift template', () => {
  const fields = { id: 't', facilityId: 'f', departmentId: 'd', name: 'Night', kind: 'night', count: 2 } as const;
  const template = new ShiftTemplate({ ...fields, from: '22:00', to: '06:00', weekdays: [6, 5, 6] });

  it('makes a shift for each seat on its weekdays', () => {
    expect(template.weekdays).toEqual([5, 6]);
    const friday = template.shiftsOn(Temporal.PlainDate.from('2026-11-06'), 'Europe/Berlin');
    expect(friday.map(({ seat, period }) => [seat, period.start.toString()])).toEqual([
      [0, '2026-11-06T21:00:00Z'],
      [1, '2026-11-06T21:00:00Z'],
    ]);
    expect(template.shiftsOn(Temporal.PlainDate.from('2026-11-08'), 'Europe/Berlin')).toEqual([]);
  });

  it('lasts', () => {
    expect(() => new ShiftTemplate({ ...fields, from: '22:00', to: '22:00', weekdays: [1] })).toThrow('does not end when it begins');
  });
});

describe('a swap', () => {
  const asked = (): ShiftSwap =>
    ShiftSwap.request({
      ...{ id: 'w', facilityId: 'f', departmentId: 'd', shiftId: 's', requesterId: 'ada', colleagueId: 'ben' },
      expiresAt: NOW.add({ hours: 1 }),
    });

  it('is accepted, then approved and applied at once by a third person', () => {
    const swap = asked();
    expect(() => swap.approve(NOW, 'cat')).toThrow(refusal);
    swap.accept(NOW);
    expect(() => swap.approve(NOW, 'ada')).toThrow('nobody approves their own swap');
    swap.approve(NOW, 'cat');
    expect(swap.status).toBe('applied');
    expect(swapMachine.allowedActions('applied')).toEqual([]);
    for (const late of [() => swap.accept(NOW), () => swap.reject('no'), () => swap.expire(NOW)]) expect(late).toThrow(refusal);
  });

  it('does nothing more when its time is over', () => {
    const swap = asked();
    expect(() => swap.expire(NOW)).toThrow('its time is not over');
    const late = NOW.add({ hours: 1 });
    expect(() => swap.accept(late)).toThrow('its time is over');
    swap.expire(late);
    expect(swap.status).toBe('expired');
  });

  it('is between two people', () => {
    const alone = { ...asked(), requesterId: 'ben', expiresAt: NOW };
    expect(() => ShiftSwap.request(alone)).toThrow(expect.objectContaining({ code: 'invalid-swap' }));
  });
});
