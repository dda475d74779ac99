import { AggregateRoot, RuleBroken } from '#kernel';
import { type StockAlertAction, stockAlertMachine, type StockAlertStatus } from './stock-alert-machine.js';
import { stockAlertRaised } from './stock-events.js';
import type { StockFinding, StockAlertKind } from './stock-findings.js';
import type { StockRule } from './stock-rule.js';

/** Nobody is spared an alert for longer: what is still so then, is to be decided anew. */
const LONGEST_SNOOZE_DAYS = 90;

/** Stock that needs somebody who looks after it. */
export class StockAlert extends AggregateRoot {
  readonly id: string;
  readonly ruleId: string;
  readonly facilityId: string;
  readonly locationId: string;
  readonly medicationId: string;
  /** Where it is about one lot. */
  readonly lotId?: string;
  readonly kind: StockAlertKind;
  readonly status: StockAlertStatus;
  /** When it was raised: usable units, or units of the lot on the shelf. */
  readonly quantity: number;
  readonly raisedAt: Temporal.Instant;
  /** How often somebody was told. */
  readonly notices: number;
  readonly notifiedAt?: Temporal.Instant;
  /** Users. */
  readonly acknowledgedBy?: string;
  readonly acknowledgedAt?: Temporal.Instant;
  readonly snoozedBy?: string;
  readonly snoozedUntil?: Temporal.Instant;
  readonly resolvedAt?: Temporal.Instant;

  constructor(id: string, rule: StockRule, { kind, lotId, quantity }: StockFinding, now: Temporal.Instant) {
    super();
    this.id = id;
    this.ruleId = rule.id;
    this.facilityId = rule.facilityId;
    this.locationId = rule.locationId;
    this.medicationId = rule.medicationId;
    this.lotId = lotId;
    this.kind = kind;
    this.status = 'open';
    this.quantity = quantity;
    this.raisedAt = now;
    this.notices = 0;
    const { ruleId, facilityId, locationId, medicationId } = this;
    const payload = { alertId: id, kind, ruleId, facilityId, locationId, medicationId, ...(lotId === undefined ? {} : { lotId }) };
    this.record({ type: stockAlertRaised, aggregateId: id, payload });
  }

  is({ kind, lotId }: Pick<StockFinding, 'kind' | 'lotId'>): boolean {
    return this.kind === kind && this.lotId === lotId;
  }

  /** Somebody takes care of it; nobody is reminded any more. @throws InvalidTransition */
  acknowledge(by: string, now: Temporal.Instant): void {
    this.become('acknowledge', { acknowledgedBy: by, acknowledgedAt: now, snoozedUntil: undefined });
  }

  /**
   * Puts it aside for a while.
   * @throws InvalidTransition; RuleBroken `invalid-snooze` where the time is not to come, or too far away
   */
  snooze(until: Temporal.Instant, by: string, now: Temporal.Instant): void {
    const last = now.add({ hours: 24 * LONGEST_SNOOZE_DAYS });
    if (!isBefore(now, until) || isBefore(last, until)) {
      throw new RuleBroken('invalid-snooze', `An alert is snoozed until a time within the next ${LONGEST_SNOOZE_DAYS} days.`, {
        errors: [{ pointer: '/until', message: `must be after now, and not after ${last.toString()}` }],
      });
    }
    this.become('snooze', { snoozedUntil: until, snoozedBy: by });
  }

  isSnoozeOver(now: Temporal.Instant): boolean {
    return this.status === 'snoozed' && this.snoozedUntil !== undefined && !isBefore(now, this.snoozedUntil);
  }

  /** The time for which it was put aside is over. @throws InvalidTransition */
  wake(): void {
    this.become('wake', { snoozedUntil: undefined });
  }

  /** @throws InvalidTransition */
  resolve(now: Temporal.Instant): void {
    this.become('resolve', { resolvedAt: now, snoozedUntil: undefined });
  }

  /** Whether somebody is to be told: at once, and again after so many hours for as long as nobody has taken it up. */
  isNoticeDue(renotifyHours: number, now: Temporal.Instant): boolean {
    return this.status === 'open' && (this.notifiedAt === undefined || !isBefore(now, this.notifiedAt.add({ hours: renotifyHours })));
  }

  noteNotice(now: Temporal.Instant): void {
    Object.assign(this, { notices: this.notices + 1, notifiedAt: now });
  }

  private become(action: StockAlertAction, changes: Partial<StockAlert>): void {
    Object.assign(this, { status: stockAlertMachine.next(this.status, action), ...changes });
  }
}

function isBefore(one: Temporal.Instant, other: Temporal.Instant): boolean {
  return Temporal.Instant.compare(one, other) < 0;
}
