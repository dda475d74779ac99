import type { AuditTrail, Clock, Ids, UnitOfWork } from '#kernel';
import { Allergy } from '../domain/allergy.js';
import { checkEntryDates } from '../domain/chart-checks.js';
import type { Allergies } from '../domain/chart.js';
import type { AllergyImport, ImportOutcome } from '../domain/taken-over.js';
import { today } from './today.js';

/** Takes over an allergy from another system; the same again is `unchanged`. */
export class ImportAllergy {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly allergies: Allergies,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws NotFound where there is no such patient, InvalidDetails */
  async execute({ source, patientId, status, ...given }: AllergyImport): Promise<ImportOutcome> {
    checkEntryDates(given);
    return this.unitOfWork.run(async () => {
      const known = await this.allergies.bySource(source);
      const facts = { ...given, recordedOn: given.recordedOn ?? known?.recordedOn ?? today(this.clock) };
      if (!known) {
        const allergy = new Allergy(this.ids.next(), patientId, facts, status, source);
        this.allergies.add(allergy);
        return this.audited(allergy, 'created');
      }
      const changed = [known.revise(facts), known.follow(status)].includes(true);
      return changed ? this.audited(known, 'updated') : { id: known.id, outcome: 'unchanged' };
    });
  }

  private audited({ id, patientId }: Allergy, outcome: ImportOutcome['outcome']): ImportOutcome {
    this.audit.record({ action: 'allergy.import', resourceType: 'allergy', resourceId: id, patientId });
    return { id, outcome };
  }
}
