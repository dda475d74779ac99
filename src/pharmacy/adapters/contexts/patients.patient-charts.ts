import type { RowScope } from '#kernel';
import type { PatientsFacade } from '../../../patients/index.js';
import { PatientCharts, type PatientSafety } from '../../application/ports.js';

/** Patients' charts by the patients context. */
export class PatientsPatientCharts extends PatientCharts {
  constructor(private readonly patients: PatientsFacade) {
    super();
  }

  override isOpen(patientId: string, scope: RowScope): Promise<boolean> {
    return this.patients.isChartOpen(patientId, scope);
  }

  override safetyOf(patientId: string): Promise<PatientSafety | undefined> {
    return this.patients.safetyRecord(patientId);
  }
}
