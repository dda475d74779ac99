import { AggregateRoot, RuleBroken, StateMachine } from '#kernel';
import type { Posting } from './stock-movement.js';

export const COUNT_STATUSES = ['open', 'counted', 'approved', 'cancelled'] as const;
export type CountStatus = (typeof COUNT_STATUSES)[number];

export const countMachine = new StateMachine<CountStatus, 'open' | 'enter' | 'approve' | 'recount' | 'cancel'>([
  { from: null, action: 'open', to: 'open' },
  { from: 'open', action: 'enter', to: 'counted', guard: 'every lot is counted' },
  { from: 'counted', action: 'recount', to: 'open' },
  { from: 'counted', action: 'approve', to: 'approved', guard: 'by somebody else than who counted; the differences are posted' },
  { from: 'open', action: 'cancel', to: 'cancelled' },
  { from: 'counted', action: 'cancel', to: 'cancelled' },
]);

export interface CountedLot {
  lotId: string;
  counted: number;
}

export interface CountLine {
  lotId: string;
  /** On hand when the count was opened; never shown before it is entered. */
  snapshot: number;
  /** On hand when it was entered: the snapshot and what moved since. */
  expected?: number;
  counted?: number;
}

export interface NewStockCount {
  id: string;
  facilityId: string;
  locationId: string;
  reason: string;
  lines: readonly CountLine[];
  openedBy: string;
  openedAt: Temporal.Instant;
}

/** Stock that is counted without knowing what should be there. */
export class StockCount extends AggregateRoot {
  readonly id: string;
  readonly facilityId: string;
  readonly locationId: string;
  readonly status: CountStatus;
  readonly reason: string;
  readonly lines: readonly CountLine[];
  readonly openedBy: string;
  readonly openedAt: Temporal.Instant;
  readonly countedBy?: string;
  readonly approvedBy?: string;

  constructor(fields: NewStockCount) {
    super();
    this.id = fields.id;
    this.facilityId = fields.facilityId;
    this.locationId = fields.locationId;
    this.reason = fields.reason;
    this.lines = fields.lines;
    this.openedBy = fields.openedBy;
    this.openedAt = fields.openedAt;
    this.status = 'open';
  }

  /** @throws InvalidTransition where it is not open */
  expectOpen(): void {
    countMachine.next(this.status, 'enter');
  }

  /**
   * Takes the figures; lots that were not expected may be among them.
   * @param onHand what the books say now, by lot
   * @throws InvalidTransition; RuleBroken `count-incomplete` where a lot is missing or stands twice
   */
  enter(figures: readonly CountedLot[], onHand: ReadonlyMap<string, number>, by: string): void {
    const status = countMachine.next(this.status, 'enter');
    const counted = new Map(figures.map((figure) => [figure.lotId, figure.counted]));
    const missing = this.lines.filter(({ lotId }) => !counted.has(lotId)).map(({ lotId }) => lotId);
    if (missing.length > 0 || counted.size < figures.length) {
      throw new RuleBroken('count-incomplete', 'Every lot of the count is entered, once.', { missing });
    }
    const snapshots = new Map(this.lines.map(({ lotId, snapshot }) => [lotId, snapshot]));
    const lines = figures.map((figure) => {
      return { ...figure, snapshot: snapshots.get(figure.lotId) ?? 0, expected: onHand.get(figure.lotId) ?? 0 };
    });
    Object.assign(this, { status, lines, countedBy: by });
  }

  /**
   * Accepts the figures.
   * @returns the differences, to be posted
   * @throws InvalidTransition; RuleBroken `approver-is-counter`
   */
  approve(by: string): Posting[] {
    const status = countMachine.next(this.status, 'approve');
    if (by === this.countedBy) throw new RuleBroken('approver-is-counter', 'Somebody else than who counted approves the count.');
    Object.assign(this, { status, approvedBy: by });
    const reference = { kind: 'stock-count', id: this.id };
    return this.lines
      .map(({ lotId, counted = 0, expected = 0 }): Posting => {
        return { locationId: this.locationId, lotId, quantity: counted - expected, kind: 'count', reference };
      })
      .filter(({ quantity }) => quantity !== 0);
  }

  /** Has it counted again. @throws InvalidTransition */
  recount(): void {
    const lines = this.lines.map(({ lotId, snapshot }) => ({ lotId, snapshot }));
    Object.assign(this, { status: countMachine.next(this.status, 'recount'), lines, countedBy: undefined });
  }

  /** @throws InvalidTransition */
  cancel(): void {
    Object.assign(this, { status: countMachine.next(this.status, 'cancel') });
  }
}
