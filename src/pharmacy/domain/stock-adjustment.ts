import { AggregateRoot, RuleBroken, StateMachine } from '#kernel';
import type { Posting } from './stock-movement.js';
import { expectOther } from './witness.js';

export const ADJUSTMENT_STATUSES = ['awaiting-witness', 'posted', 'cancelled'] as const;
export type AdjustmentStatus = (typeof ADJUSTMENT_STATUSES)[number];
export const ADJUSTMENT_ACTIONS = ['witness', 'cancel', 'reverse'] as const;
export type AdjustmentAction = (typeof ADJUSTMENT_ACTIONS)[number];

export const adjustmentMachine = new StateMachine<AdjustmentStatus, AdjustmentAction | 'adjust' | 'request'>([
  { from: null, action: 'adjust', to: 'posted' },
  { from: null, action: 'request', to: 'awaiting-witness', guard: 'a line is of a controlled drug' },
  { from: 'awaiting-witness', action: 'witness', to: 'posted', guard: 'by somebody else than who asked for it' },
  { from: 'awaiting-witness', action: 'cancel', to: 'cancelled' },
  { from: 'posted', action: 'reverse', to: 'posted', guard: 'once; no reversal itself: the opposite is posted' },
]);

export interface AdjustmentLine {
  lotId: string;
  /** Whole units, never 0; below 0 what is taken out. */
  quantity: number;
}

export interface NewStockAdjustment {
  id: string;
  facilityId: string;
  locationId: string;
  reason: string;
  lines: readonly AdjustmentLine[];
  /** Id of the adjustment that it undoes. */
  reverses?: string;
  requestedBy: string;
  requestedAt: Temporal.Instant;
}

/** Stock that was found, lost, broken or wrongly entered. */
export class StockAdjustment extends AggregateRoot {
  readonly id: string;
  readonly facilityId: string;
  readonly locationId: string;
  readonly status: AdjustmentStatus;
  readonly reason: string;
  readonly lines: readonly AdjustmentLine[];
  readonly reverses?: string;
  readonly requestedBy: string;
  readonly requestedAt: Temporal.Instant;
  readonly witnessedBy?: string;

  /**
   * @param controlled whether a line is of a controlled drug, so that it waits for a witness
   * @throws RuleBroken `empty-adjustment` where a line changes nothing
   */
  constructor(fields: NewStockAdjustment, controlled: boolean) {
    super();
    if (fields.lines.some(({ quantity }) => quantity === 0)) {
      throw new RuleBroken('empty-adjustment', 'Each line puts something in or takes something out.');
    }
    this.id = fields.id;
    this.facilityId = fields.facilityId;
    this.locationId = fields.locationId;
    this.reason = fields.reason;
    this.lines = fields.lines;
    this.reverses = fields.reverses;
    this.requestedBy = fields.requestedBy;
    this.requestedAt = fields.requestedAt;
    this.status = controlled ? 'awaiting-witness' : 'posted';
  }

  /** What it does to stock; nothing while it waits. */
  postings(): Posting[] {
    if (this.status !== 'posted') return [];
    const reference = { kind: 'stock-adjustment', id: this.id };
    const kind = this.reverses === undefined ? 'adjustment' : 'reversal';
    return this.lines.map(({ lotId, quantity }) => ({ locationId: this.locationId, lotId, quantity, kind, reference }));
  }

  /** @throws InvalidTransition; RuleBroken `witness-is-actor` */
  witness(by: string): void {
    const status = adjustmentMachine.next(this.status, 'witness');
    expectOther(by, this.requestedBy);
    Object.assign(this, { status, witnessedBy: by });
  }

  /** @throws InvalidTransition */
  cancel(): void {
    Object.assign(this, { status: adjustmentMachine.next(this.status, 'cancel') });
  }

  /** The lines that undo it. @throws InvalidTransition where it is not posted, or is a reversal */
  opposite(): AdjustmentLine[] {
    adjustmentMachine.next(this.status, 'reverse');
    if (this.reverses !== undefined) throw adjustmentMachine.refusal(this.status, 'reverse', 'it is a reversal itself');
    return this.lines.map(({ lotId, quantity }) => ({ lotId, quantity: -quantity }));
  }
}

/** Somebody has reversed it already, or is about to. */
export function alreadyReversed(): RuleBroken {
  return new RuleBroken('already-reversed', 'The adjustment is reversed already, or its reversal waits for a witness.');
}
