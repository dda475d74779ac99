import { AggregateRoot, RuleBroken } from '#kernel';
import type { Frequency } from './dosage.js';
import type { Amount } from './medication.js';
import { type LineAction, type LineStatus, prescriptionLineMachine } from './prescription-machine.js';

/** What is prescribed of one medicine. */
export interface LineFacts {
  medicationId: string;
  dose: Amount;
  frequency: Frequency;
  route: string;
  durationDays: number;
  /** Units of the medication in one supply. */
  quantity: number;
  /** How often the supply may be repeated. */
  refills: number;
  asNeeded?: boolean;
  note?: string;
  /** Meant to be taken beside another line of the same medicine. */
  parallel?: boolean;
}

export const DISPENSE_STATUSES = ['none', 'partial', 'complete'] as const;
export type DispenseStatus = (typeof DISPENSE_STATUSES)[number];

/** Where a line belongs. */
export interface LinePlace {
  id: string;
  prescriptionId: string;
  patientId: string;
  position: number;
  /** The code of the medication as a term, by which two are the same medicine. */
  medicine: string;
}

/** One medicine of a prescription, with a life cycle of its own. */
export class PrescriptionLine extends AggregateRoot implements LinePlace, LineFacts {
  readonly id: string;
  readonly prescriptionId: string;
  readonly patientId: string;
  readonly position: number;
  readonly medicine: string;
  readonly medicationId: string;
  readonly dose: Amount;
  readonly frequency: Frequency;
  readonly route: string;
  readonly durationDays: number;
  readonly quantity: number;
  readonly refills: number;
  readonly asNeeded: boolean;
  readonly note?: string;
  readonly parallel: boolean;
  readonly status: LineStatus;
  /** Units given out so far. */
  readonly dispensed: number;
  readonly startedAt?: Temporal.Instant;
  /** When the course is over, its refills included. */
  readonly endsAt?: Temporal.Instant;
  /** Why it is on hold, or ended. */
  readonly reason?: string;

  constructor(place: LinePlace, facts: LineFacts) {
    super();
    this.id = place.id;
    this.prescriptionId = place.prescriptionId;
    this.patientId = place.patientId;
    this.position = place.position;
    this.medicine = place.medicine;
    this.medicationId = facts.medicationId;
    this.dose = facts.dose;
    this.frequency = facts.frequency;
    this.route = facts.route;
    this.durationDays = facts.durationDays;
    this.quantity = facts.quantity;
    this.refills = facts.refills;
    this.asNeeded = facts.asNeeded ?? false;
    this.note = facts.note;
    this.parallel = facts.parallel ?? false;
    this.status = 'draft';
    this.dispensed = 0;
  }

  get facts(): LineFacts {
    const { medicationId, dose, frequency, route, durationDays, quantity, refills, asNeeded, note, parallel } = this;
    return { medicationId, dose, frequency, route, durationDays, quantity, refills, asNeeded, note: note ?? undefined, parallel };
  }

  /** Units that may still be given out. */
  get remaining(): number {
    return this.quantity * (this.refills + 1) - this.dispensed;
  }

  can(action: LineAction): boolean {
    return prescriptionLineMachine.transitions.some((each) => each.from === this.status && each.action === action);
  }

  /** @throws InvalidTransition */
  move(action: LineAction, reason?: string): void {
    const status = prescriptionLineMachine.next(this.status, action);
    if (action === 'void' && this.dispensed > 0) {
      throw prescriptionLineMachine.refusal(this.status, action, 'some of it was dispensed');
    }
    Object.assign(this, { status, reason: action === 'resume' ? undefined : reason });
  }

  /** @param parallel set where taking the same medicine twice was accepted with a reason */
  sign(at: Temporal.Instant, parallel: boolean): void {
    this.move('sign');
    const endsAt = at.add({ hours: 24 * this.durationDays * (this.refills + 1) });
    Object.assign(this, { startedAt: at, endsAt, parallel: this.parallel || parallel });
  }

  /**
   * Notes what was given out.
   * @throws InvalidTransition where the line is not active, RuleBroken `exceeds-prescription`
   */
  dispense(quantity: number): void {
    this.expectDispensable(quantity);
    Object.assign(this, { dispensed: this.dispensed + quantity });
    if (this.remaining === 0) this.move('complete');
  }

  /** @throws InvalidTransition where the line is not active, RuleBroken `exceeds-prescription` */
  expectDispensable(quantity: number): void {
    if (this.status !== 'active') throw prescriptionLineMachine.refusal(this.status, 'complete', 'only an active line is dispensed');
    if (quantity > this.remaining) {
      throw new RuleBroken('exceeds-prescription', 'More would be dispensed than is prescribed.', { remaining: this.remaining });
    }
  }

  /**
   * Takes back what was given out; a line that was complete only by that goes on while its course lasts.
   * @param isReplaced another line of the medicine is active, beside which this one stays complete
   * @throws RuleBroken `exceeds-dispensed`
   */
  takeBack(quantity: number, at: Temporal.Instant, isReplaced = false): void {
    if (quantity > this.dispensed) throw new RuleBroken('exceeds-dispensed', 'More would come back than was dispensed.');
    const wasComplete = this.status === 'completed' && this.remaining === 0;
    Object.assign(this, { dispensed: this.dispensed - quantity });
    if (wasComplete && !isReplaced && !this.isOver(at)) Object.assign(this, { status: 'active' });
  }

  isOver(at: Temporal.Instant): boolean {
    return this.endsAt !== undefined && this.endsAt !== null && Temporal.Instant.compare(this.endsAt, at) <= 0;
  }
}

type Supply = Pick<PrescriptionLine, 'dispensed' | 'quantity' | 'refills'>;

/** How much of what is prescribed was given out. */
export function dispenseStatus({ dispensed, quantity, refills }: Supply): DispenseStatus {
  if (dispensed === 0) return 'none';
  return dispensed < quantity * (refills + 1) ? 'partial' : 'complete';
}
