import { describe, expect, it } from '@jest/globals';
import { Lot } from './lot.js';

const TODAY = Temporal.PlainDate.from('2026-11-21');

function lot(expiresOn = '2026-11-20'): Lot {
  return new Lot({ id: 'l', facilityId: 'f', medicationId: 'm', number: 'A1', expiresOn: Temporal.PlainDate.from(expiresOn) });
}

describe('a lot', () => {
  it('goes to quarantine and back, with who did it and why', () => {
    const batch = lot();
    expect(batch.act('quarantine', 'Seal broken', 'ann', false)).toEqual({
      lotId: 'l',
      action: 'quarantine',
      from: 'available',
      to: 'quarantined',
      reason: 'Seal broken',
      actor: 'ann',
    });
    expect(batch.allowedActions).toEqual(['release', 'recall', 'damage']);
    batch.act('release', 'Checked', 'ann', false);
    expect(batch.status).toBe('available');
  });

  it('of a controlled drug stays as it is until somebody else has watched', () => {
    const batch = lot();
    expect(batch.act('quarantine', 'Seal broken', 'ann', true)).toBeUndefined();
    expect([batch.status, batch.allowedActions]).toEqual(['available', ['witness', 'withdraw']]);
    expect(() => batch.act('recall', 'Notice', 'ann', true)).toThrow(expect.objectContaining({ code: 'invalid-transition' }));
    expect(() => batch.witness('ann')).toThrow(expect.objectContaining({ code: 'witness-is-actor' }));
    expect(batch.witness('bob')).toMatchObject({ to: 'quarantined', actor: 'ann', witness: 'bob', reason: 'Seal broken' });
    expect(() => batch.witness('bob')).toThrow(expect.objectContaining({ code: 'invalid-transition' }));
  });

  it('is destroyed before a witness, and only when it is of no use', () => {
    const batch = lot();
    expect(() => batch.act('destroy', 'Old', 'ann', false)).toThrow(expect.objectContaining({ code: 'invalid-transition' }));
    batch.act('recall', 'Notice 12', 'ann', false);
    expect(batch.act('destroy', 'Notice 12', 'ann', false)).toBeUndefined();
    expect(batch.witness('bob')).toMatchObject({ from: 'recalled', to: 'destroyed' });
    expect(batch.allowedActions).toEqual([]);
  });

  it('can be spared what waits for a witness', () => {
    const batch = lot();
    expect(() => batch.withdraw()).toThrow(expect.objectContaining({ code: 'invalid-transition' }));
    batch.act('damage', 'Dropped', 'ann', true);
    batch.withdraw();
    expect([batch.status, batch.pendingAction]).toEqual(['available', undefined]);
  });

  it('waits for the recall of its batch, unless something graver waits already', () => {
    const [asked, part, broken] = [lot(), lot(), lot()];
    part.act('quarantine', 'Came back', 'ann', false);
    part.act('release', 'Checked', 'ann', true);
    broken.act('damage', 'Dropped', 'ann', true);
    asked.act('recall', 'Notice 12', 'ann', true);
    for (const each of [part, broken]) each.waitAlong(asked);

    expect([part.pendingAction, part.pendingReason, broken.pendingAction]).toEqual(['recall', 'Notice 12', 'damage']);
    for (const each of [part, broken]) each.withdrawAlong();
    expect([part.pendingAction, broken.pendingAction]).toEqual([undefined, 'damage']);
  });

  it('expires when its last day is over, not on it', () => {
    expect(lot('2026-11-20').expire(TODAY, 'job')).toMatchObject({ to: 'expired' });
    expect(() => lot('2026-11-21').expire(TODAY, 'job')).toThrow(expect.objectContaining({ code: 'invalid-transition' }));
    const batch = lot();
    batch.act('quarantine', 'x', 'ann', false);
    expect(() => batch.expire(TODAY, 'job')).toThrow(expect.objectContaining({ code: 'invalid-transition' }));
  });

  it('comes back from a recall into quarantine', () => {
    const batch = lot();
    batch.act('recall', 'Notice', 'ann', false);
    expect(batch.act('reinstate', 'Notice withdrawn', 'ann', false)).toMatchObject({ to: 'quarantined' });
  });
});
