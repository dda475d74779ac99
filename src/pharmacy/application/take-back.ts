import type { Clock } from '#kernel';
import type { DispenseReturn } from '../domain/dispense-return.js';
import type { Dispense } from '../domain/dispense.js';
import type { DispenseReturns } from '../domain/dispenses.js';
import type { Posting } from '../domain/stock-movement.js';
import type { StockLedger } from '../domain/stock-records.js';
import type { DispensePrescription } from './dispense-prescription.js';
import type { FacilityDays } from './stock-ports.js';

/** What follows from a return that is settled, in the unit of work that settles it. */
export class TakeBack {
  constructor(
    private readonly returns: DispenseReturns,
    private readonly prescribed: DispensePrescription,
    private readonly ledger: StockLedger,
    private readonly days: FacilityDays,
    private readonly clock: Clock,
  ) {}

  /** Puts it into quarantine or with what is damaged, and takes the prescription's progress back. */
  async execute(dispense: Dispense, returned: DispenseReturn): Promise<void> {
    const prescription = await this.prescribed.open(dispense.prescriptionId);
    for (const { prescriptionLineId, quantity } of returned.lines) {
      const line = prescription.lines.find(({ id }) => id === prescriptionLineId)!;
      await this.prescribed.takeBack(prescription, line, quantity);
    }
    const { returnedTo: actor, witnessedBy: witness, reason } = returned;
    const at = this.clock.now();
    const today = await this.days.on(dispense.facilityId, at);
    const by = { actor, reason, at, today, ...(witness ? { witness } : {}) };
    await this.ledger.post(await this.postings(dispense, returned), by);
    returned.announce(dispense);
  }

  private async postings({ locationId }: Dispense, { id, lines }: DispenseReturn): Promise<Posting[]> {
    const reference = { kind: 'dispense-return', id };
    const postings: Posting[] = [];
    for (const { condition, lots } of lines) {
      for (const { lotId, quantity } of lots.toSorted((a, b) => (a.lotId < b.lotId ? -1 : 1))) {
        postings.push({ locationId, lotId: await this.returns.partFor(lotId, condition), quantity, kind: 'return', reference });
      }
    }
    return postings;
  }
}
