/** A medication as other contexts see it. */
export interface MedicationCard {
  id: string;
  name: string;
  form: string;
  strength: string;
  /** In which it is counted, stocked and dispensed. */
  unit: string;
  controlled: boolean;
}

/** What other contexts may ask of the pharmacy: plain data, each answer from one statement. */
export abstract class PharmacyFacade {
  /** Those of the medications that exist, in no particular order. */
  abstract medications(ids: readonly string[]): Promise<MedicationCard[]>;
}
