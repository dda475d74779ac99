import { beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock } from '#testing';
import { BreakGlassAccess, BreakGlassRules, type ReviewOutcome } from './break-glass-access.js';
import { BREAK_GLASS_REASON_CODES } from './break-glass-reasons.js';

const RULES = new BreakGlassRules(60, 72);
const OPENING = { id: 'a1', userId: 'ada', patientId: 'p1', reasonCode: 'emergency', reason: 'Unconscious on arrival' } as const;

describe('a chart opened in an emergency', () => {
  let clock: FixedClock;
  let access: BreakGlassAccess;

  beforeEach(() => {
    clock = new FixedClock();
    access = BreakGlassAccess.open(OPENING, RULES, clock.now());
  });

  const status = (): string => access.statusAt(clock.now());
  const types = (): string[] => access.takeEvents().map(({ type }) => type);
  const review = (outcome: ReviewOutcome, reviewerId = 'bo', note = 'Seen in the emergency room'): void =>
    access.review({ reviewerId, outcome, note }, clock.now());

  it('tells who opened whose chart until when, and not why in words', () => {
    const [event, ...others] = access.takeEvents();

    expect(others).toEqual([]);
    expect(event).toEqual({
      type: 'access.break-glass-opened.v1',
      aggregateId: 'a1',
      payload: {
        ...{ breakGlassId: 'a1', userId: 'ada', patientId: 'p1', reasonCode: 'emergency' },
        ...{ expiresAt: '2026-11-21T10:00:00Z', reviewDueAt: '2026-11-24T10:00:00Z' },
      },
    });
  });

  it('closes by itself, is to be reviewed, and is late when nobody does', () => {
    expect(status()).toBe('open');
    clock.pass({ minutes: 60 });
    expect(status()).toBe('review-due');
    clock.pass({ hours: 71, minutes: 59, seconds: 59 });
    expect(status()).toBe('review-due');
    clock.pass({ seconds: 1 });
    expect(status()).toBe('overdue');
  });

  it('can be closed before, once, and the review is due no sooner for that', () => {
    clock.pass({ minutes: 20 });
    access.end(clock.now());

    expect(status()).toBe('review-due');
    expect(access.endedAt?.toString()).toBe('2026-11-21T09:20:00Z');
    expect(access.reviewDueAt.toString()).toBe('2026-11-24T10:00:00Z');
    expect(types()).toEqual(['access.break-glass-opened.v1', 'access.break-glass-ended.v1']);
    expect(() => access.end(clock.now())).toThrow('there is no such step from here');
  });

  it('can’t be closed after it has closed by itself', () => {
    clock.pass({ minutes: 60 });

    expect(() => access.end(clock.now())).toThrow('Cannot end from review-due');
  });

  it.each([
    ['no reason', { reason: undefined }, ['/reason']],
    ['a blank one', { reason: ' \n\t' }, ['/reason']],
    ['no code', { reasonCode: undefined }, ['/reasonCode']],
    ['neither', { reason: '', reasonCode: undefined }, ['/reasonCode', '/reason']],
  ])('is not opened with %s', (_, without, pointers) => {
    const open = (): BreakGlassAccess => BreakGlassAccess.open({ ...OPENING, ...without }, RULES, clock.now());

    expect(open).toThrow(expect.objectContaining({ code: 'reason-required', kind: 'rule' }));
    expect(open).toThrow(
      expect.objectContaining({ details: { errors: pointers.map((pointer) => ({ pointer, message: 'is required' })) } }),
    );
  });

  it('has reasons that stand for purposes of use, each once', () => {
    expect(BREAK_GLASS_REASON_CODES).toContain('emergency');
    expect(BREAK_GLASS_REASON_CODES.every((code) => /^[a-z]+(-[a-z]+)*$/.test(code))).toBe(true);
  });

  describe('and its review', () => {
    it('has to wait until the chart is closed', () => {
      expect(() => review('justified')).toThrow(expect.objectContaining({ code: 'invalid-transition' }));
    });

    it('is not given by who opened it, nor without a note', () => {
      clock.pass({ hours: 1 });

      expect(() => review('justified', 'ada')).toThrow(expect.objectContaining({ code: 'reviewer-opened-it' }));
      expect(() => review('justified', 'bo', '  ')).toThrow(expect.objectContaining({ code: 'reason-required' }));
      expect(status()).toBe('review-due');
    });

    it.each(['justified', 'unjustified'] as const)('is final when it says %s', (outcome) => {
      clock.pass({ days: 9 });
      review(outcome);

      expect(status()).toBe('reviewed');
      expect(access).toMatchObject({ outcome, reviewedBy: 'bo' });
      expect(() => review('justified', 'cy')).toThrow('the review is final');
    });

    it('can be followed by another while it is inconclusive', () => {
      clock.pass({ hours: 1 });
      review('inconclusive');
      review('inconclusive', 'cy');
      review('justified', 'bo');

      expect(access.outcome).toBe('justified');
    });

    it('tells the outcome, and of what was unjustified besides', () => {
      clock.pass({ hours: 1 });
      review('inconclusive');
      review('unjustified');

      expect(types().slice(1)).toEqual([
        'access.break-glass-reviewed.v1',
        'access.break-glass-reviewed.v1',
        'access.break-glass-found-unjustified.v1',
      ]);
    });
  });
});
