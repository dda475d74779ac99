import { NotFound, type RowScope } from '#kernel';
import { judged } from '../domain/judgement.js';
import type { DispenseReturn } from '../domain/dispense-return.js';
import type { DispenseReturns } from '../domain/dispenses.js';
import type { ShownFinding } from '../domain/prescription-errors.js';
import type { Prescriptions } from '../domain/prescriptions.js';
import type { PatientCharts, SafetyRecords } from './ports.js';

/** To whom dispenses are shown: to whom their patient's chart is open, as with prescriptions. */
export class ReadDispenses {
  constructor(
    private readonly prescriptions: Prescriptions,
    private readonly charts: PatientCharts,
    private readonly records: SafetyRecords,
    private readonly dispenseReturns: DispenseReturns,
  ) {}

  /** @throws NotFound where a scope doesn't reach the patient's chart */
  async expectOpen(patientId: string, scope: RowScope, what: 'dispense' | 'patient'): Promise<void> {
    if (!(await this.charts.isOpen(patientId, scope))) throw new NotFound(what);
    if (what === 'patient' && !(await this.charts.safetyOf(patientId))) throw new NotFound(what);
  }

  /** What came back of a dispense. */
  returns(dispenseId: string): Promise<DispenseReturn[]> {
    return this.dispenseReturns.of(dispenseId);
  }

  /** What the newest check of a prescription found, beside what was said of it. */
  async alerts(prescriptionId: string): Promise<ShownFinding[]> {
    const { createdBy } = await this.prescriptions.get(prescriptionId);
    const { findings } = await this.records.latest(prescriptionId);
    const { overrides, approvals } = await this.records.judgements(prescriptionId);
    return judged(findings, overrides, approvals, new Set([createdBy]));
  }
}
