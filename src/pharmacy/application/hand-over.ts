import type { Clock } from '#kernel';
import type { Dispense } from '../domain/dispense.js';
import type { DispensableStock, Dispenses } from '../domain/dispenses.js';
import type { Prescription } from '../domain/prescription.js';
import type { PostedBy } from '../domain/stock-movement.js';
import type { StockLedger } from '../domain/stock-records.js';
import type { DispensePrescription } from './dispense-prescription.js';

/** What follows from how a dispense stands now, in the unit of work that brought it there. */
export class HandOver {
  constructor(
    private readonly dispenses: Dispenses,
    private readonly stock: DispensableStock,
    private readonly prescribed: DispensePrescription,
    private readonly ledger: StockLedger,
    private readonly clock: Clock,
  ) {}

  /**
   * Holds stock for it; or, once it is completed, posts it, keeps its lots and moves the prescription on.
   * @param today the day of the facility on which its lots were found usable
   * @throws InvalidTransition, RuleBroken `exceeds-prescription`
   */
  execute(dispense: Dispense, prescription: Prescription, today: Temporal.PlainDate): void {
    const at = this.clock.now();
    if (dispense.isHolding) this.stock.reserve(dispense, at);
    else this.giveOut(dispense, prescription, { at, today });
  }

  private giveOut(dispense: Dispense, prescription: Prescription, moment: Pick<PostedBy, 'at' | 'today'>): void {
    const { dispensedBy, witnessedBy: witness, lines } = dispense;
    for (const { prescriptionLineId, quantity } of lines) {
      const line = prescription.lines.find(({ id }) => id === prescriptionLineId)!;
      this.prescribed.record(prescription, line, quantity);
    }
    const by = { actor: dispensedBy!, ...moment, ...(witness ? { witness } : {}) };
    this.ledger.postHeld(dispense.postings(), by);
    this.dispenses.keepDraws(dispense);
  }
}
