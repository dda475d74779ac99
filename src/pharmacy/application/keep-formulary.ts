import type { Ids, UnitOfWork } from '#kernel';
import type { MedicationAction } from '../domain/medication-machine.js';
import { Medication, type MedicationFacts } from '../domain/medication.js';
import type { Medications } from '../domain/medications.js';

export interface ChangeMedicationCommand {
  medicationId: string;
  /** The version that the change was made from. */
  version?: number;
  action?: MedicationAction;
  /** Makes the corrected facts from those that stand. */
  revise?: (facts: MedicationFacts) => MedicationFacts;
}

/** Adds to the formulary, corrects it, and takes out of use what is prescribed no more. */
export class KeepFormulary {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly medications: Medications,
    private readonly ids: Ids,
  ) {}

  add(facts: MedicationFacts): Promise<Medication> {
    return this.unitOfWork.run(async () => {
      const medication = new Medication(this.ids.next(), facts);
      this.medications.add(medication);
      return medication;
    });
  }

  /** @throws NotFound, StaleVersion, InvalidTransition */
  change({ medicationId, version, action, revise }: ChangeMedicationCommand): Promise<Medication> {
    return this.unitOfWork.run(async () => {
      const medication = await this.medications.get(medicationId);
      medication.expectVersion(version);
      if (revise) medication.revise(revise(medication.facts));
      if (action) medication.move(action);
      await this.medications.save();
      return medication;
    });
  }
}
