import type { Clock, Ids, RowScope, UnitOfWork } from '#kernel';
import { Allergy, type AllergyFacts } from '../domain/allergy.js';
import { checkEntryDates } from '../domain/chart-checks.js';
import type { Allergies, Charts } from '../domain/chart.js';
import { today } from './today.js';

export interface RecordAllergyCommand extends Omit<AllergyFacts, 'recordedOn'> {
  patientId: string;
  /** Whose charts the caller may write in. */
  scope: RowScope;
  recordedOn?: string;
}

/** Notes in the chart what a patient does not tolerate. */
export class RecordAllergy {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly allergies: Allergies,
    private readonly charts: Charts,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound where there is no such patient, or none whose chart is open to the caller; InvalidDetails */
  async execute({ patientId, scope, ...facts }: RecordAllergyCommand): Promise<Allergy> {
    checkEntryDates(facts);
    return this.unitOfWork.run(async () => {
      await this.charts.expectOpen(patientId, scope, 'patient');
      const allergy = new Allergy(this.ids.next(), patientId, { ...facts, recordedOn: facts.recordedOn ?? today(this.clock) });
      this.allergies.add(allergy);
      return allergy;
    });
  }
}
