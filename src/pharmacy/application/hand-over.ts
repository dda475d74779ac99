import type { Clock } from '#kernel';
import type { Dispense } from '../domain/dispense.js';
import type { DispensableStock, Dispenses } from '../domain/dispenses.js';
import type { Prescription } from '../domain/prescription.js';
import type { StockLedger } from '../domain/stock-records.js';
import type { DispensePrescription } from './dispense-prescription.js';
import type { FacilityDays } from './stock-ports.js';

/** What follows from how a dispense stands now, in the unit of work that brought it there. */
export class HandOver {
  constructor(
    private readonly dispenses: Dispenses,
    private readonly stock: DispensableStock,
    private readonly prescribed: DispensePrescription,
    private readonly ledger: StockLedger,
    private readonly days: FacilityDays,
    private readonly clock: Clock,
  ) {}

  /**
   * Holds stock for it; or, once it is completed, posts it, keeps its lots and moves the prescription on.
   * @throws InvalidTransition, RuleBroken `exceeds-prescription`
   */
  async execute(dispense: Dispense, prescription: Prescription): Promise<void> {
    const at = this.clock.now();
    if (dispense.isHolding) this.stock.reserve(dispense, at);
    else await this.giveOut(dispense, prescription, at);
  }

  private async giveOut(dispense: Dispense, prescription: Prescription, at: Temporal.Instant): Promise<void> {
    const { facilityId, dispensedBy, witnessedBy: witness, lines } = dispense;
    for (const { prescriptionLineId, quantity } of lines) {
      const line = prescription.lines.find(({ id }) => id === prescriptionLineId)!;
      this.prescribed.record(prescription, line, quantity);
    }
    const by = { actor: dispensedBy!, at, today: await this.days.on(facilityId, at), ...(witness ? { witness } : {}) };
    this.ledger.postHeld(dispense.postings(), by);
    this.dispenses.keepDraws(dispense);
  }
}
