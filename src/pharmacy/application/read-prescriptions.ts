import { type Clock, NotFound, type RowScope } from '#kernel';
import { judged } from '../domain/judgement.js';
import type { Prescription } from '../domain/prescription.js';
import type { PrescriptionFilter, Prescriptions } from '../domain/prescriptions.js';
import type { OngoingMedicine, OngoingMedicines, PatientCharts, SafetyRecords } from './ports.js';
import type { CheckedPrescription } from './write-prescription.js';

/** Where the caller may read: charts that are open to them, and rows of their facilities. */
export interface ReadingScopes {
  chart: RowScope;
  rows: RowScope;
}

/** Shows prescriptions with what the newest check found, to whom their patient's chart is open. */
export class ReadPrescriptions {
  constructor(
    private readonly prescriptions: Prescriptions,
    private readonly ongoingMedicines: OngoingMedicines,
    private readonly charts: PatientCharts,
    private readonly records: SafetyRecords,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound */
  async one(id: string, scope: RowScope): Promise<CheckedPrescription> {
    const prescription = await this.prescriptions.get(id);
    if (!(await this.charts.isOpen(prescription.patientId, scope))) throw new NotFound('prescription');
    return this.shown(prescription);
  }

  /** @throws NotFound where the filter names a patient whose chart is closed */
  async page(
    filter: PrescriptionFilter,
    { chart, rows }: ReadingScopes,
    limit: number,
    after: string | undefined,
  ): Promise<CheckedPrescription[]> {
    const { patientId } = filter;
    if (patientId !== undefined) await this.expectOpen(patientId, chart);
    const found = await this.prescriptions.page(filter, patientId === undefined ? rows : { opened: [] }, limit, after);
    return Promise.all(found.map((each) => this.shown(each)));
  }

  /** @throws NotFound */
  async ongoing(patientId: string, scope: RowScope, limit: number, after: string | undefined): Promise<OngoingMedicine[]> {
    await this.expectOpen(patientId, scope);
    return this.ongoingMedicines.page(patientId, this.clock.now(), limit, after);
  }

  private async expectOpen(patientId: string, scope: RowScope): Promise<void> {
    const isThere = (await this.charts.isOpen(patientId, scope)) && (await this.charts.safetyOf(patientId)) !== undefined;
    if (!isThere) throw new NotFound('patient');
  }

  private async shown(prescription: Prescription): Promise<CheckedPrescription> {
    const check = await this.records.latest(prescription.id);
    const { overrides, approvals } = await this.records.judgements(prescription.id);
    return { prescription, check, alerts: judged(check.findings, overrides, approvals, new Set([prescription.createdBy])) };
  }
}
