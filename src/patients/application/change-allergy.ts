import type { RowScope, UnitOfWork } from '#kernel';
import type { AllergyAction } from '../domain/allergy-machine.js';
import type { Allergy, AllergyFacts } from '../domain/allergy.js';
import { checkEntryDates } from '../domain/chart-checks.js';
import type { Allergies, Charts } from '../domain/chart.js';

export interface ChangeAllergyCommand {
  patientId: string;
  /** Whose charts the caller may write in. */
  scope: RowScope;
  allergyId: string;
  /** The version that the change was made from. */
  version?: number;
  /** A step of the allergy's life cycle. */
  action?: AllergyAction;
  /** Makes the corrected facts from those that stand. */
  revise?: (facts: AllergyFacts) => AllergyFacts;
}

/** Corrects an allergy, or moves it along its life cycle. */
export class ChangeAllergy {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly allergies: Allergies,
    private readonly charts: Charts,
  ) {}

  /** @throws NotFound, StaleVersion, InvalidTransition, InvalidDetails */
  async execute({ patientId, scope, allergyId, version, action, revise }: ChangeAllergyCommand): Promise<Allergy> {
    return this.unitOfWork.run(async () => {
      await this.charts.expectOpen(patientId, scope, 'allergy');
      const allergy = await this.allergies.get(patientId, allergyId);
      allergy.expectVersion(version);
      if (revise) {
        const facts = revise(allergy.facts);
        checkEntryDates(facts);
        allergy.revise(facts);
      }
      if (action) allergy.move(action);
      await this.allergies.save();
      return allergy;
    });
  }
}
