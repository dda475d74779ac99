import { type Clock, EVERY_ROW, NotFound, type RowScope } from '#kernel';
import { isPassed, judged } from '../domain/judgement.js';
import type { Medication } from '../domain/medication.js';
import type { Medications } from '../domain/medications.js';
import { SafetyCheckFailed, type ShownFinding } from '../domain/prescription-errors.js';
import type { PrescriptionLine } from '../domain/prescription-line.js';
import type { Prescription } from '../domain/prescription.js';
import type { Prescriptions } from '../domain/prescriptions.js';
import type { CheckSafety } from './check-safety.js';
import type { SafetyRecords } from './ports.js';
import type { Override } from './write-prescription.js';

/** A line that is to be dispensed, with what it is. */
export interface DispensableLine {
  line: PrescriptionLine;
  medication: Medication;
}

export interface GateCommand {
  prescription: Prescription;
  lines: readonly DispensableLine[];
  point: 'verify' | 'dispense';
  /** The user who verifies or dispenses, whose permission to override was looked at. */
  by: string;
  overrides?: readonly Override[] | undefined;
}

/** What dispensing needs of a prescription, all inside the unit of work of whoever dispenses. */
export class DispensePrescription {
  constructor(
    private readonly prescriptions: Prescriptions,
    private readonly medications: Medications,
    private readonly safety: CheckSafety,
    private readonly records: SafetyRecords,
    private readonly clock: Clock,
  ) {}

  /** Locks the patient's medicines, then reads. @throws NotFound, also where the scope doesn't reach the patient's chart */
  async open(prescriptionId: string, scope: RowScope = EVERY_ROW): Promise<Prescription> {
    await this.prescriptions.lockPatientOf(prescriptionId);
    const prescription = await this.prescriptions.get(prescriptionId);
    await this.safety.expectOpen(prescription.patientId, scope, 'prescription');
    return prescription;
  }

  /** @throws NotFound where the scope doesn't reach the patient's chart, as if there were no such dispense */
  expectOpen(patientId: string, scope: RowScope): Promise<void> {
    return this.safety.expectOpen(patientId, scope, 'dispense');
  }

  /** @throws NotFound where the prescription has no such line */
  async lines(prescription: Prescription, lineIds: readonly string[]): Promise<DispensableLine[]> {
    const medications = await this.medications.all(prescription.lines.map(({ medicationId }) => medicationId));
    return lineIds.map((lineId) => {
      const line = prescription.lines.find(({ id }) => id === lineId);
      const medication = medications.find(({ id }) => id === line?.medicationId);
      if (!line || !medication) throw new NotFound('prescription line');
      return { line, medication };
    });
  }

  /** The safety gate at one of the dispensing points, kept with the prescription. @throws SafetyCheckFailed */
  async check({ prescription, lines, point, by, overrides = [] }: GateCommand): Promise<ShownFinding[]> {
    const { id: prescriptionId, patientId, facilityId, createdBy } = prescription;
    const lineIds = lines.map(({ line }) => line.id);
    const medications = lines.map(({ medication }) => medication);
    const check = await this.safety.execute({ patientId, facilityId, lines: lines.map(({ line }) => line.facts), lineIds, medications });
    const at = this.clock.now();
    const given = overrides.filter(({ alertId }) => check.findings.some(({ id }) => id === alertId));
    for (const { alertId, reason } of given) this.records.override(prescriptionId, { findingId: alertId, by, reason, at });
    const { overrides: before, approvals } = await this.records.judgements(prescriptionId);
    const all = [...before, ...given.map(({ alertId }) => ({ findingId: alertId, by }))];
    const alerts = judged(check.findings, all, approvals, new Set([createdBy]));
    if (!alerts.every(isPassed)) throw new SafetyCheckFailed(alerts);
    this.records.note({ ...check, prescriptionId, patientId, point, by, at });
    return alerts;
  }

  /** Notes what was given out. @throws InvalidTransition, RuleBroken `exceeds-prescription` */
  record(prescription: Prescription, line: PrescriptionLine, quantity: number): void {
    line.dispense(quantity);
    prescription.settle(this.clock.now());
  }

  /** Notes what came back. @throws RuleBroken `exceeds-dispensed` */
  async takeBack(prescription: Prescription, line: PrescriptionLine, quantity: number): Promise<void> {
    const now = this.clock.now();
    const isReplaced = !line.parallel && (await this.prescriptions.isMedicineActive(line.patientId, line.medicine));
    line.takeBack(quantity, now, isReplaced);
    prescription.settle(now);
  }
}
