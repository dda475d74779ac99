import { AggregateRoot, InvalidTransition } from '#kernel';
import { type LotAction, lotMachine, type LotStatus } from './lot-machine.js';
import { expectOther } from './witness.js';

export interface NewLot {
  id: string;
  facilityId: string;
  medicationId: string;
  /** The manufacturer's batch number, as printed. */
  number: string;
  /** Last day on which it may be used, in the facility's zone. */
  expiresOn: Temporal.PlainDate;
}

/** What a facility has of one batch of a manufacturer. */
export class Lot extends AggregateRoot {
  readonly id: string;
  readonly facilityId: string;
  readonly medicationId: string;
  readonly number: string;
  /** 0; higher for what came back and is told apart from what was never given out. */
  readonly part: number;
  readonly expiresOn: Temporal.PlainDate;
  readonly status: LotStatus;
  /** What waits for a witness, why, and who asked for it. */
  readonly pendingAction?: LotAction;
  readonly pendingReason?: string;
  readonly pendingBy?: string;

  constructor(fields: NewLot) {
    super();
    this.id = fields.id;
    this.facilityId = fields.facilityId;
    this.medicationId = fields.medicationId;
    this.number = fields.number;
    this.part = 0;
    this.expiresOn = fields.expiresOn;
    this.status = 'available';
  }
  get allowedActions(): string[] {
    return this.pendingAction ? ['witness', 'withdraw'] : lotMachine.allowedActions(this.status);
  }

  /**
   * Does something with the lot, or has it wait for a witness.
   * @param controlled whether it is of a controlled drug
   * @returns what was done; nothing where it waits
   * @throws InvalidTransition
   */
  act(action: LotAction, reason: string, by: string, controlled: boolean): LotAct | undefined {
    this.expectSettled(action);
    lotMachine.next(this.status, action);
    if (!controlled && action !== 'destroy') return this.move(action, reason, by);
    Object.assign(this, { pendingAction: action, pendingReason: reason, pendingBy: by });
    return undefined;
  }

  /**
   * Does what waited.
   * @throws InvalidTransition where nothing waits; RuleBroken `witness-is-actor`
   */
  witness(witness: string): LotAct {
    const { pendingAction, pendingReason, pendingBy } = this.expectPending('witness');
    expectOther(witness, pendingBy);
    this.settle();
    return { ...this.move(pendingAction, pendingReason, pendingBy), witness };
  }

  /** Takes back what waits. @throws InvalidTransition where nothing does */
  withdraw(): void {
    this.expectPending('withdraw');
    this.settle();
  }

  /**
   * Waits for the recall of its batch with the part that it was asked for, so that nothing is given out meanwhile. What keeps
   * it from that anyhow goes on waiting.
   */
  waitAlong({ pendingAction, pendingReason, pendingBy }: Lot): void {
    const isAsItWas = this.pendingAction === undefined || this.pendingAction === 'release';
    if (isAsItWas && this.mayBeGivenOut) Object.assign(this, { pendingAction, pendingReason, pendingBy });
  }

  /** No longer waits for the recall of its batch. */
  withdrawAlong(): void {
    if (this.pendingAction === 'recall') this.settle();
  }

  /**
   * Goes the way of another part of its batch that is recalled, before the same witness.
   * @returns what was done; nothing where it can't be given out anyhow
   */
  recallAlong({ reason, actor, witness }: LotAct): LotAct | undefined {
    if (!this.mayBeGivenOut) return undefined;
    this.settle();
    return { ...this.move('recall', reason, actor), ...(witness ? { witness } : {}) };
  }

  /** @throws InvalidTransition where it is not available, or not past its date */
  expire(today: Temporal.PlainDate, by: string): LotAct {
    if (Temporal.PlainDate.compare(this.expiresOn, today) >= 0) throw lotMachine.refusal(this.status, 'expire', 'its date is not past');
    return this.move('expire', 'The last day of use is over', by);
  }

  private move(action: LotAction | 'expire', reason: string, actor: string): LotAct {
    const from = this.status;
    const to = lotMachine.next(from, action);
    Object.assign(this, { status: to });
    return { lotId: this.id, action, from, to, reason, actor };
  }

  /** Now, or when it is released. */
  private get mayBeGivenOut(): boolean {
    return this.status === 'available' || this.status === 'quarantined';
  }

  private settle(): void {
    Object.assign(this, { pendingAction: undefined, pendingReason: undefined, pendingBy: undefined });
  }

  private expectSettled(action: LotAction): void {
    if (this.pendingAction) {
      throw new InvalidTransition(this.status, action, `${this.pendingAction} waits for a witness`, this.allowedActions);
    }
  }

  private expectPending(action: string): { pendingAction: LotAction; pendingReason: string; pendingBy: string } {
    const { pendingAction, pendingReason = '', pendingBy = '' } = this;
    if (!pendingAction) throw new InvalidTransition(this.status, action, 'nothing waits for a witness', this.allowedActions);
    return { pendingAction, pendingReason, pendingBy };
  }
}

/** Something that was done with a lot. */
export interface LotAct {
  lotId: string;
  action: string;
  from: LotStatus;
  to: LotStatus;
  reason: string;
  /** User id, or the name of a job. */
  actor: string;
  witness?: string;
}
