import type { RowScope } from '#kernel';
import type { ImportAllergy } from '../../application/import-allergy.js';
import type { ImportCondition } from '../../application/import-condition.js';
import type { ImportPatient } from '../../application/import-patient.js';
import {
  type AllergyImport,
  type ConditionImport,
  type ImportOutcome,
  type PatientCard,
  type PatientImport,
  PatientsFacade,
  type SafetyRecord,
} from '../../patients.facade.js';
import type { Charts } from '../../domain/chart.js';
import type { PatientCardQuery } from '../persistence/patient-card.query.js';
import type { SafetyRecordQuery } from '../persistence/safety-record.query.js';

/** Answers other contexts of the same process. */
export class InProcessPatients extends PatientsFacade {
  constructor(
    private readonly cards: PatientCardQuery,
    private readonly records: SafetyRecordQuery,
    private readonly charts: Charts,
    private readonly patients: ImportPatient,
    private readonly allergies: ImportAllergy,
    private readonly conditions: ImportCondition,
  ) {
    super();
  }

  override find(patientId: string): Promise<PatientCard | undefined> {
    return this.cards.find(patientId);
  }

  override findAll(patientIds: readonly string[]): Promise<PatientCard[]> {
    return this.cards.findAll(patientIds);
  }

  override safetyRecord(patientId: string): Promise<SafetyRecord | undefined> {
    return this.records.find(patientId);
  }

  override isChartOpen(patientId: string, scope: RowScope): Promise<boolean> {
    return this.charts.isOpen(patientId, scope);
  }

  override importPatient(patient: PatientImport): Promise<ImportOutcome> {
    return this.patients.execute(patient);
  }

  override importAllergy(allergy: AllergyImport): Promise<ImportOutcome> {
    return this.allergies.execute(allergy);
  }

  override importCondition(condition: ConditionImport): Promise<ImportOutcome> {
    return this.conditions.execute(condition);
  }
}
