import { AggregateRoot, RuleBroken, StateMachine } from '#kernel';
import type { MovementKind, Posting } from './stock-movement.js';
import { expectOther } from './witness.js';

export const TRANSFER_STATUSES = ['awaiting-witness', 'dispatched', 'received', 'cancelled'] as const;
export type TransferStatus = (typeof TRANSFER_STATUSES)[number];

export const transferMachine = new StateMachine<TransferStatus, 'dispatch' | 'request' | 'witness' | 'receive' | 'cancel'>([
  { from: null, action: 'dispatch', to: 'dispatched' },
  { from: null, action: 'request', to: 'awaiting-witness', guard: 'a line is of a controlled drug' },
  { from: 'awaiting-witness', action: 'witness', to: 'dispatched', guard: 'by somebody else than who asked for it' },
  { from: 'awaiting-witness', action: 'cancel', to: 'cancelled' },
  { from: 'dispatched', action: 'receive', to: 'received', guard: 'a controlled drug by somebody else than who dispatched it' },
  { from: 'dispatched', action: 'cancel', to: 'cancelled', guard: 'no controlled drug: that is received, and sent back' },
]);

/** How much of a lot, in whole units. */
export interface LotQuantity {
  lotId: string;
  quantity: number;
}

export interface TransferLine extends LotQuantity {
  /** What arrived of it. */
  received?: number;
}

export interface NewStockTransfer {
  id: string;
  facilityId: string;
  fromLocationId: string;
  toLocationId: string;
  reason: string;
  lines: readonly LotQuantity[];
  requestedBy: string;
  requestedAt: Temporal.Instant;
}

/** Stock that goes from one location of a facility to another. On its way it is at neither. */
export class StockTransfer extends AggregateRoot {
  readonly id: string;
  readonly facilityId: string;
  readonly fromLocationId: string;
  readonly toLocationId: string;
  readonly status: TransferStatus;
  readonly reason: string;
  readonly lines: readonly TransferLine[];
  readonly requestedBy: string;
  readonly requestedAt: Temporal.Instant;
  readonly witnessedBy?: string;
  readonly receivedBy?: string;
  readonly varianceReason?: string;

  /**
   * @param controlled whether a line is of a controlled drug, so that it waits for a witness
   * @throws RuleBroken `invalid-transfer` where it leads nowhere, or names a lot twice
   */
  constructor(fields: NewStockTransfer, controlled: boolean) {
    super();
    if (fields.fromLocationId === fields.toLocationId) throw invalidTransfer('/toLocationId', 'is where the stock is');
    expectEachOnce(fields.lines);
    this.id = fields.id;
    this.facilityId = fields.facilityId;
    this.fromLocationId = fields.fromLocationId;
    this.toLocationId = fields.toLocationId;
    this.reason = fields.reason;
    this.lines = fields.lines;
    this.requestedBy = fields.requestedBy;
    this.requestedAt = fields.requestedAt;
    this.status = controlled ? 'awaiting-witness' : 'dispatched';
  }

  /** What leaves; nothing while it waits. */
  departure(): Posting[] {
    return this.status === 'dispatched' ? this.postings('transfer-out', this.fromLocationId, (line) => -line.quantity) : [];
  }

  /** @throws InvalidTransition; RuleBroken `witness-is-actor` */
  witness(by: string): void {
    const status = transferMachine.next(this.status, 'witness');
    expectOther(by, this.requestedBy);
    Object.assign(this, { status, witnessedBy: by });
  }

  /**
   * Takes in what arrived; what differs from what was sent is booked as such.
   * @returns what to post
   * @throws InvalidTransition; RuleBroken `witness-is-actor`, `invalid-transfer`, `variance-needs-reason`
   */
  receive(arrived: readonly LotQuantity[], by: string, varianceReason?: string): Posting[] {
    const status = transferMachine.next(this.status, 'receive');
    if (this.witnessedBy !== undefined) expectOther(by, this.requestedBy);
    expectEachOnce(arrived);
    const quantities = new Map(arrived.map(({ lotId, quantity }) => [lotId, quantity]));
    if (arrived.some(({ lotId }) => !this.lines.some((line) => line.lotId === lotId))) throw invalidTransfer('/lines', 'was not sent');
    const lines = this.lines.map((line) => ({ ...line, received: quantities.get(line.lotId) ?? line.quantity }));
    if (lines.some(({ quantity, received }) => quantity !== received) && varianceReason === undefined) {
      throw new RuleBroken('variance-needs-reason', 'What arrived differs from what was sent: say why.');
    }
    Object.assign(this, { status, lines, receivedBy: by, varianceReason });
    return [
      ...this.postings('transfer-in', this.toLocationId, ({ quantity }) => quantity),
      ...this.postings('transfer-variance', this.toLocationId, ({ quantity, received = quantity }) => received - quantity),
    ];
  }

  /** Calls it off. @returns what goes back @throws InvalidTransition */
  cancel(): Posting[] {
    if (this.status === 'dispatched' && this.witnessedBy !== undefined) {
      throw transferMachine.refusal(this.status, 'cancel', 'a controlled drug is received, and sent back');
    }
    const back = this.status === 'dispatched' ? this.postings('reversal', this.fromLocationId, ({ quantity }) => quantity) : [];
    Object.assign(this, { status: transferMachine.next(this.status, 'cancel') });
    return back;
  }

  private postings(kind: MovementKind, locationId: string, quantityOf: (line: TransferLine) => number): Posting[] {
    const reference = { kind: 'stock-transfer', id: this.id };
    return this.lines
      .map((line) => ({ locationId, lotId: line.lotId, quantity: quantityOf(line), kind, reference }))
      .filter(({ quantity }) => quantity !== 0);
  }
}

function expectEachOnce(lines: readonly LotQuantity[]): void {
  const twice = lines.findIndex(({ lotId }, at) => lines.some((line, before) => before < at && line.lotId === lotId));
  if (twice >= 0) throw invalidTransfer(`/lines/${twice}/lotId`, 'stands in an earlier line');
}

function invalidTransfer(pointer: string, message: string): RuleBroken {
  return new RuleBroken('invalid-transfer', 'A transfer leads to another location and names each lot once.', {
    errors: [{ pointer, message }],
  });
}
