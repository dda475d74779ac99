import { type MedicationCard, PharmacyFacade } from '../../pharmacy.facade.js';
import type { MedicationsQuery } from '../persistence/medications.query.js';

/** Answers other contexts of the same process. */
export class InProcessPharmacy extends PharmacyFacade {
  constructor(private readonly formulary: MedicationsQuery) {
    super();
  }

  override medications(ids: readonly string[]): Promise<MedicationCard[]> {
    return this.formulary.cards(ids);
  }
}
