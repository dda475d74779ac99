import { AggregateRoot, RuleBroken, StateMachine } from '#kernel';
import { dispenseEvents, placeOf, type Told } from './dispense-events.js';
import type { DispenseLine } from './dispense-line.js';
import { expectOther } from './witness.js';

export const RETURN_CONDITIONS = ['resaleable', 'damaged'] as const;
/** Resaleable stock goes to quarantine, where somebody looks at it before it is given out again. */
export type ReturnCondition = (typeof RETURN_CONDITIONS)[number];

export const RETURN_STATUSES = ['awaiting-witness', 'posted', 'cancelled'] as const;
export type ReturnStatus = (typeof RETURN_STATUSES)[number];

export const returnMachine = new StateMachine<ReturnStatus, 'return' | 'request' | 'witness' | 'cancel'>([
  { from: null, action: 'return', to: 'posted', guard: 'at most what was dispensed and has not come back' },
  { from: null, action: 'request', to: 'awaiting-witness', guard: 'a drug is controlled' },
  { from: 'awaiting-witness', action: 'witness', to: 'posted', guard: 'by somebody else than who took it back' },
  { from: 'awaiting-witness', action: 'cancel', to: 'cancelled' },
]);

/** Of a lot that was dispensed, in whole units. */
export interface ReturnedLot {
  lotId: string;
  quantity: number;
}

export interface ReturnLine {
  dispenseLineId: string;
  prescriptionLineId: string;
  medicationId: string;
  unit: string;
  quantity: number;
  condition: ReturnCondition;
  lots: readonly ReturnedLot[];
}

/** What somebody brings back. */
export interface BroughtBack {
  dispenseLineId: string;
  quantity: number;
  condition: ReturnCondition;
  /** The lot on the package; without it, what was given out last of the line comes back first. */
  lotId?: string | undefined;
}

export interface NewDispenseReturn {
  id: string;
  dispenseId: string;
  controlled: boolean;
  reason: string;
  lines: readonly ReturnLine[];
  /** The user who took it back. */
  returnedTo: string;
  returnedAt: Temporal.Instant;
}

/** Medicines that were given out and came back. */
export class DispenseReturn extends AggregateRoot {
  readonly id: string;
  readonly dispenseId: string;
  readonly status: ReturnStatus;
  readonly controlled: boolean;
  readonly reason: string;
  readonly lines: readonly ReturnLine[];
  readonly returnedTo: string;
  readonly returnedAt: Temporal.Instant;
  readonly witnessedBy?: string;

  constructor(fields: NewDispenseReturn) {
    super();
    this.id = fields.id;
    this.dispenseId = fields.dispenseId;
    this.controlled = fields.controlled;
    this.reason = fields.reason;
    this.lines = fields.lines;
    this.returnedTo = fields.returnedTo;
    this.returnedAt = fields.returnedAt;
    this.status = fields.controlled ? 'awaiting-witness' : 'posted';
  }

  /** @throws InvalidTransition; RuleBroken `witness-is-actor` */
  witness(by: string): void {
    const status = returnMachine.next(this.status, 'witness');
    expectOther(by, this.returnedTo);
    Object.assign(this, { status, witnessedBy: by });
  }

  /** @throws InvalidTransition */
  cancel(): void {
    Object.assign(this, { status: returnMachine.next(this.status, 'cancel') });
  }

  /** Tells that it is back; what there is to take off a bill. */
  announce(dispense: Omit<Told, 'lines'>): void {
    const { id: returnId, returnedTo, witnessedBy, returnedAt } = this;
    const who = { returnId, returnedTo, ...(witnessedBy ? { witnessedBy } : {}), returnedAt: returnedAt.toString() };
    const lines = this.lines.map(({ dispenseLineId: lineId, ...line }) => ({ id: lineId, ...line }));
    this.record({ type: dispenseEvents.returned, aggregateId: dispense.id, payload: { ...placeOf(dispense), ...who, lines } });
  }
}

/**
 * From which lots what is brought back came, the last that was taken first.
 * @returns nothing for a line that the dispense does not have
 * @throws RuleBroken `exceeds-dispensed`
 */
export function lotsBroughtBack(lines: readonly DispenseLine[], brought: readonly BroughtBack[]): (ReturnLine | undefined)[] {
  const out = new Map(lines.flatMap(({ id, draws }) => draws.map((draw) => [`${id} ${draw.lotId}`, draw.quantity - draw.returned])));
  return brought.map(({ dispenseLineId, quantity, condition, lotId: onPackage }, position) => {
    const line = lines.find(({ id }) => id === dispenseLineId);
    if (!line) return undefined;
    let left = quantity;
    const lots: ReturnedLot[] = [];
    for (const { lotId } of line.draws.toReversed().filter((draw) => onPackage === undefined || draw.lotId === onPackage)) {
      const key = `${dispenseLineId} ${lotId}`;
      const taken = Math.min(left, out.get(key) ?? 0);
      if (taken === 0) continue;
      out.set(key, out.get(key)! - taken);
      left -= taken;
      lots.push({ lotId, quantity: taken });
    }
    if (left > 0) throw exceedsDispensed(position, quantity - left);
    const { prescriptionLineId, medicationId, unit } = line;
    return { dispenseLineId, prescriptionLineId, medicationId, unit, quantity, condition, lots };
  });
}

/** @param returnable what could still come back, where that is known */
export function exceedsDispensed(line?: number, returnable?: number): RuleBroken {
  const errors = line === undefined ? [] : [{ pointer: `/lines/${line}/quantity`, message: `at most ${returnable} can come back` }];
  return new RuleBroken('exceeds-dispensed', 'More would come back than was dispensed.', line === undefined ? {} : { errors, returnable });
}
