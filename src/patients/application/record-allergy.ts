import type { Clock, Ids, UnitOfWork } from '#kernel';
import { Allergy, type AllergyFacts } from '../domain/allergy.js';
import { checkEntryDates } from '../domain/chart-checks.js';
import type { Allergies } from '../domain/chart.js';
import { today } from './today.js';

export interface RecordAllergyCommand extends Omit<AllergyFacts, 'recordedOn'> {
  patientId: string;
  recordedOn?: string;
}

/** Notes in the chart what a patient does not tolerate. */
export class RecordAllergy {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly allergies: Allergies,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound where there is no such patient, InvalidDetails */
  async execute({ patientId, ...facts }: RecordAllergyCommand): Promise<Allergy> {
    checkEntryDates(facts);
    return this.unitOfWork.run(async () => {
      const allergy = new Allergy(this.ids.next(), patientId, { ...facts, recordedOn: facts.recordedOn ?? today(this.clock) });
      this.allergies.add(allergy);
      return allergy;
    });
  }
}
