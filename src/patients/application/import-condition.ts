import type { AuditTrail, Clock, Ids, UnitOfWork } from '#kernel';
import { checkEntryDates } from '../domain/chart-checks.js';
import type { Conditions } from '../domain/chart.js';
import { Condition } from '../domain/condition.js';
import type { ConditionImport, ImportOutcome } from '../domain/taken-over.js';
import { today } from './today.js';

/** Takes over a condition from another system; the same again is `unchanged`. */
export class ImportCondition {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly conditions: Conditions,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws NotFound where there is no such patient, InvalidDetails */
  async execute({ source, patientId, clinicalStatus, verificationStatus, ...given }: ConditionImport): Promise<ImportOutcome> {
    checkEntryDates(given);
    const state = { clinicalStatus, verificationStatus };
    return this.unitOfWork.run(async () => {
      const known = await this.conditions.bySource(source);
      const facts = { ...given, recordedOn: given.recordedOn ?? known?.recordedOn ?? today(this.clock) };
      if (!known) {
        const condition = new Condition(this.ids.next(), patientId, facts, state, source);
        this.conditions.add(condition);
        return this.audited(condition, 'created');
      }
      const changed = [known.revise(facts), known.follow(state)].includes(true);
      return changed ? this.audited(known, 'updated') : { id: known.id, outcome: 'unchanged' };
    });
  }

  private audited({ id, patientId }: Condition, outcome: ImportOutcome['outcome']): ImportOutcome {
    this.audit.record({ action: 'condition.import', resourceType: 'condition', resourceId: id, patientId });
    return { id, outcome };
  }
}
