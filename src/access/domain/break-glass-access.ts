import { AggregateRoot } from '#kernel';
import { ReasonRequired, ReviewerOpenedIt } from './break-glass-errors.js';
import { breakGlassEvents } from './break-glass-events.js';
import { type BreakGlassAction, breakGlassMachine, type BreakGlassStatus } from './break-glass-machine.js';
import type { BreakGlassReason } from './break-glass-reasons.js';

export const REVIEW_OUTCOMES = ['justified', 'unjustified', 'inconclusive'] as const;
export type ReviewOutcome = (typeof REVIEW_OUTCOMES)[number];

/** Who opens whose chart, and why. */
export interface Opening {
  id: string;
  userId: string;
  patientId: string;
  reasonCode: BreakGlassReason;
  reason: string;
}

/** How long such an access lasts, and how soon it is reviewed: settings of the installation. */
export class BreakGlassRules {
  /** @param reviewHours from the time at which the access would end by itself */
  constructor(
    readonly minutes: number,
    readonly reviewHours: number,
  ) {}
}

/** What bears on the state of an access. */
type Times = Pick<BreakGlassAccess, 'expiresAt' | 'endedAt' | 'reviewDueAt' | 'outcome'>;

/** Where an access stands: the clock decides, so that nothing is written when its time is over. */
export function breakGlassStatus({ expiresAt, endedAt, reviewDueAt, outcome }: Times, now: Temporal.Instant): BreakGlassStatus {
  if (outcome !== undefined) return 'reviewed';
  if (Temporal.Instant.compare(now, endedAt ?? expiresAt) < 0) return 'open';
  return Temporal.Instant.compare(now, reviewDueAt) < 0 ? 'review-due' : 'overdue';
}

/** One chart, opened to one user for a short time without a care relation, and reviewed by somebody else afterwards. */
export class BreakGlassAccess extends AggregateRoot {
  readonly id: string;
  readonly userId: string;
  readonly patientId: string;
  readonly reasonCode: BreakGlassReason;
  readonly reason: string;
  readonly openedAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
  readonly endedAt?: Temporal.Instant;
  readonly reviewDueAt: Temporal.Instant;
  readonly outcome?: ReviewOutcome;
  readonly reviewedBy?: string;
  readonly reviewedAt?: Temporal.Instant;

  private constructor({ id, userId, patientId, reasonCode, reason }: Opening, rules: BreakGlassRules, now: Temporal.Instant) {
    super();
    this.id = id;
    this.userId = userId;
    this.patientId = patientId;
    this.reasonCode = reasonCode;
    this.reason = reason;
    // As exact as it is when it is read back.
    this.openedAt = now.round('millisecond');
    this.expiresAt = this.openedAt.add({ minutes: rules.minutes });
    this.reviewDueAt = this.expiresAt.add({ hours: rules.reviewHours });
  }

  /** @throws ReasonRequired */
  static open(
    opening: Omit<Opening, 'reasonCode' | 'reason'> & Partial<Pick<Opening, 'reasonCode' | 'reason'>>,
    rules: BreakGlassRules,
    now: Temporal.Instant,
  ): BreakGlassAccess {
    const { reasonCode, reason } = opening;
    if (reasonCode === undefined || isBlank(reason)) {
      throw new ReasonRequired([...(reasonCode === undefined ? ['reasonCode'] : []), ...(isBlank(reason) ? ['reason'] : [])]);
    }
    const access = new BreakGlassAccess({ ...opening, reasonCode, reason: reason.trim() }, rules, now);
    const { expiresAt, reviewDueAt } = access;
    access.tell('opened', { reasonCode, expiresAt: expiresAt.toString(), reviewDueAt: reviewDueAt.toString() });
    return access;
  }

  statusAt(now: Temporal.Instant): BreakGlassStatus {
    return breakGlassStatus(this, now);
  }

  /** Closes the chart before the time. */
  end(now: Temporal.Instant): void {
    this.expect('end', now);
    const at = now.round('millisecond');
    Object.assign(this, { endedAt: Temporal.Instant.compare(at, this.expiresAt) < 0 ? at : this.expiresAt });
    this.tell('ended');
  }

  /**
   * Says whether it was right. An inconclusive review can be followed by another; any other is the last.
   * @throws ReviewerOpenedIt, ReasonRequired without a note
   */
  review({ reviewerId, outcome, note }: { reviewerId: string; outcome: ReviewOutcome; note: string }, now: Temporal.Instant): void {
    this.expect('review', now);
    if (this.outcome !== undefined && this.outcome !== 'inconclusive') {
      throw breakGlassMachine.refusal('reviewed', 'review', 'the review is final');
    }
    if (reviewerId === this.userId) throw new ReviewerOpenedIt();
    if (isBlank(note)) throw new ReasonRequired(['note']);
    Object.assign(this, { outcome, reviewedBy: reviewerId, reviewedAt: now.round('millisecond') });
    this.tell('reviewed', { reviewerId, outcome });
    if (outcome === 'unjustified') this.tell('unjustified', { reviewerId });
  }

  private expect(action: BreakGlassAction, now: Temporal.Instant): void {
    breakGlassMachine.next(this.statusAt(now), action);
  }

  private tell(event: keyof typeof breakGlassEvents, more: object = {}): void {
    const { id: breakGlassId, userId, patientId } = this;
    this.record({ type: breakGlassEvents[event], aggregateId: this.id, payload: { breakGlassId, userId, patientId, ...more } });
  }
}

function isBlank(text: string | undefined): text is undefined {
  return text === undefined || !/\S/.test(text);
}
