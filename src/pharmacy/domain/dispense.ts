import { AggregateRoot } from '#kernel';
import type { Draw } from './allocation.js';
import { type DispenseAction, dispenseMachine, type DispenseState, RESERVATION_ENDED } from './dispense-machine.js';
import { dispensedEvent, releasedEvent } from './dispense-events.js';
import type { DispenseLine } from './dispense-line.js';
import { lineRepeated } from './dispense-errors.js';
import type { HeldPosting } from './stock-movement.js';
import { expectOther } from './witness.js';

export interface NewDispense {
  id: string;
  /** Of the location. */
  facilityId: string;
  locationId: string;
  prescriptionId: string;
  patientId: string;
  /** Whether a line is of a controlled drug, so that it needs a witness. */
  controlled: boolean;
  requestedBy: string;
  requestedAt: Temporal.Instant;
  lines: readonly DispenseLine[];
}

/** Medicines that are given out for a prescription from one location. */
export class Dispense extends AggregateRoot {
  readonly id: string;
  readonly facilityId: string;
  readonly locationId: string;
  readonly prescriptionId: string;
  readonly patientId: string;
  readonly status: DispenseState;
  readonly controlled: boolean;
  readonly requestedBy: string;
  readonly requestedAt: Temporal.Instant;
  /** Until when stock is held for it. */
  readonly reservedUntil?: Temporal.Instant;
  readonly verifiedBy?: string;
  readonly verifiedAt?: Temporal.Instant;
  readonly dispensedBy?: string;
  readonly witnessedBy?: string;
  readonly completedAt?: Temporal.Instant;
  /** Why it came to nothing. */
  readonly reasonCode?: string;
  readonly reason?: string;
  /** How often something came back or was to, so that the version of the whole moves with its returns. */
  readonly returns: number;
  /** Not mapped: the repository puts them in. */
  readonly lines!: readonly DispenseLine[];

  /** @throws RuleBroken `line-repeated` */
  constructor(fields: NewDispense) {
    super();
    const { lines } = fields;
    const twice = lines.findIndex((line, at) => lines.some((each, before) => before < at && sameLine(each, line)));
    if (twice >= 0) throw lineRepeated(twice);
    this.id = fields.id;
    this.facilityId = fields.facilityId;
    this.locationId = fields.locationId;
    this.prescriptionId = fields.prescriptionId;
    this.patientId = fields.patientId;
    this.status = 'draft';
    this.controlled = fields.controlled;
    this.requestedBy = fields.requestedBy;
    this.requestedAt = fields.requestedAt;
    this.returns = 0;
    this.hold(lines);
  }

  /** Takes its lines in; not enumerable, since the mapping knows nothing of them. */
  hold(lines: readonly DispenseLine[]): void {
    Object.defineProperty(this, 'lines', { value: lines, configurable: true, enumerable: false });
  }

  /** Whether stock is held for it. */
  get isHolding(): boolean {
    return this.status === 'reserved' || this.status === 'awaiting-witness';
  }

  /** @param draws for each line, what is held for it @throws InvalidTransition */
  reserve(draws: readonly Draw[][], until: Temporal.Instant): void {
    Object.assign(this, { status: dispenseMachine.next(this.status, 'reserve'), reservedUntil: until });
    this.allot(draws);
  }

  /** @throws InvalidTransition */
  verify(by: string, at: Temporal.Instant): void {
    this.expect('verify', at);
    Object.assign(this, { verifiedBy: by, verifiedAt: at });
  }

  /** Refuses what an action can't lead on from, or no more. @throws InvalidTransition */
  expect(action: DispenseAction, at: Temporal.Instant): void {
    dispenseMachine.next(this.status, action);
    if (this.isOverdue(at)) throw dispenseMachine.refusal(this.status, action, 'its reservation has ended');
  }

  /**
   * Gives it out, or has it wait for a witness where a drug is controlled.
   * @param draws for each line, what it is taken from
   * @throws InvalidTransition
   */
  complete(by: string, at: Temporal.Instant, draws: readonly Draw[][]): void {
    this.expect('complete', at);
    this.allot(draws);
    Object.assign(this, { dispensedBy: by });
    if (this.controlled) Object.assign(this, { status: dispenseMachine.next(this.status, 'await-witness') });
    else this.finish(at, dispenseMachine.next(this.status, 'complete'));
  }

  /** @throws InvalidTransition; RuleBroken `witness-is-actor` */
  expectWitness(by: string, at: Temporal.Instant): void {
    this.expect('witness', at);
    expectOther(by, this.dispensedBy ?? '');
  }

  /** Gives out what waited. @throws InvalidTransition; RuleBroken `witness-is-actor` */
  witness(by: string, at: Temporal.Instant, draws: readonly Draw[][]): void {
    this.expectWitness(by, at);
    this.allot(draws);
    Object.assign(this, { witnessedBy: by });
    this.finish(at, dispenseMachine.next(this.status, 'witness'));
  }

  /** @throws InvalidTransition */
  end(action: 'cancel' | 'decline', reasonCode: string, reason?: string): void {
    this.letGo(dispenseMachine.next(this.status, action), { reasonCode, reason });
  }

  /** @throws InvalidTransition where its reservation has not ended */
  expire(at: Temporal.Instant): void {
    if (!this.isOverdue(at)) throw dispenseMachine.refusal(this.status, 'expire', 'its reservation has not ended');
    this.letGo(dispenseMachine.next(this.status, 'expire'), { reasonCode: RESERVATION_ENDED });
  }

  /**
   * Loses what is held for it, to what needs the stock more; it is reserved anew by hand, since somebody has to fetch another
   * package. Whoever verified it did so for the medicine, not the package: that stands.
   * @param lost what was held for it
   * @throws InvalidTransition
   */
  release(cause: { kind: string; id: string }, lost: readonly { lotId: string; quantity: number }[]): void {
    this.letGo(dispenseMachine.next(this.status, 'release'), { dispensedBy: undefined });
    this.record(releasedEvent(this, lost, cause));
  }

  /** Counts what came back of its lots, or, with -1, no more. */
  noteReturn(returned: readonly { dispenseLineId: string; lots: readonly { lotId: string; quantity: number }[] }[], sign: 1 | -1): void {
    const backOf = (lineId: string, lotId: string): number => {
      const lots = returned.filter(({ dispenseLineId }) => dispenseLineId === lineId).flatMap((each) => each.lots);
      return sign * lots.filter((lot) => lot.lotId === lotId).reduce((sum, { quantity }) => sum + quantity, 0);
    };
    this.hold(
      this.lines.map((line) => {
        return { ...line, draws: line.draws.map((draw) => ({ ...draw, returned: draw.returned + backOf(line.id, draw.lotId) })) };
      }),
    );
  }

  /** Something about its returns changed. */
  touch(): void {
    Object.assign(this, { returns: this.returns + 1 });
  }

  /** What it takes out of stock; nothing before it is completed. */
  postings(): HeldPosting[] {
    if (this.status !== 'completed') return [];
    const { facilityId, locationId, id } = this;
    const same = { facilityId, locationId, kind: 'dispense', reference: { kind: 'dispense', id } } as const;
    return this.lines.flatMap(({ medicationId, draws }) => {
      return draws.map(({ lotId, quantity }) => ({ ...same, medicationId, lotId, quantity: -quantity }));
    });
  }

  isOverdue(at: Temporal.Instant): boolean {
    return this.isHolding && Temporal.Instant.compare(this.reservedUntil!, at) <= 0;
  }

  private finish(at: Temporal.Instant, status: DispenseState): void {
    Object.assign(this, { status, completedAt: at, reservedUntil: undefined });
    this.record(dispensedEvent(this, at));
  }

  private letGo(status: DispenseState, changes: object): void {
    Object.assign(this, { status, reservedUntil: undefined, ...changes });
    this.allot(this.lines.map(() => []));
  }

  private allot(draws: readonly Draw[][]): void {
    this.hold(this.lines.map((line, at) => ({ ...line, draws: draws[at]! })));
  }
}

function sameLine(a: DispenseLine, b: DispenseLine): boolean {
  return a.prescriptionLineId === b.prescriptionLineId;
}
