import type { Clock, Ids, RowScope, UnitOfWork } from '#kernel';
import { checkEntryDates } from '../domain/chart-checks.js';
import type { Charts, Conditions } from '../domain/chart.js';
import type { ClinicalStatus, VerificationStatus } from '../domain/condition-machine.js';
import { Condition, type ConditionFacts } from '../domain/condition.js';
import { today } from './today.js';

export interface RecordConditionCommand extends Omit<ConditionFacts, 'recordedOn'> {
  patientId: string;
  /** Whose charts the caller may write in. */
  scope: RowScope;
  clinicalStatus: ClinicalStatus;
  /** `confirmed` where it is not said. */
  verificationStatus?: VerificationStatus;
  recordedOn?: string;
}

/** Notes a problem or diagnosis in the chart. */
export class RecordCondition {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly conditions: Conditions,
    private readonly charts: Charts,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound where there is no such patient, or none whose chart is open to the caller; InvalidDetails */
  async execute(command: RecordConditionCommand): Promise<Condition> {
    const { patientId, scope, clinicalStatus, verificationStatus = 'confirmed', ...facts } = command;
    checkEntryDates(facts);
    return this.unitOfWork.run(async () => {
      await this.charts.expectOpen(patientId, scope, 'patient');
      const recorded = { ...facts, recordedOn: facts.recordedOn ?? today(this.clock) };
      const condition = new Condition(this.ids.next(), patientId, recorded, { clinicalStatus, verificationStatus });
      this.conditions.add(condition);
      return condition;
    });
  }
}
