import type { Clock, UnitOfWork } from '#kernel';
import { isPassed, type Judgement, judged } from '../domain/judgement.js';
import { MayNotOverride, NotThePrescriber, SafetyCheckFailed } from '../domain/prescription-errors.js';
import type { PrescriptionLine } from '../domain/prescription-line.js';
import type { Prescription } from '../domain/prescription.js';
import type { Prescriptions } from '../domain/prescriptions.js';
import type { CheckSafety } from './check-safety.js';
import type { SafetyCheck, SafetyRecords } from './ports.js';
import type { PrescriberEntitlement } from './prescriber-entitlement.js';
import type { CheckedPrescription, Override, Writer } from './write-prescription.js';

export interface SignPrescriptionCommand {
  prescriptionId: string;
  /** Only this line, else all that are drafts. */
  lineId?: string | undefined;
  /** The version that the caller read. */
  version?: number | undefined;
  writer: Writer;
  overrides?: readonly Override[] | undefined;
}

/** Makes a draft count: through the safety gate, alone for its patient at that moment. */
export class SignPrescription {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly prescriptions: Prescriptions,
    private readonly entitlement: PrescriberEntitlement,
    private readonly safety: CheckSafety,
    private readonly records: SafetyRecords,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, StaleVersion, InvalidTransition, NotThePrescriber, MayNotOverride, PrescriberNotEntitled, SafetyCheckFailed */
  execute(command: SignPrescriptionCommand): Promise<CheckedPrescription> {
    const { prescriptionId, lineId, version, writer } = command;
    return this.unitOfWork.run(async () => {
      const now = this.clock.now();
      const prescription = await this.prescriptions.get(prescriptionId);
      await this.safety.expectOpen(prescription.patientId, writer.scope, 'prescription');
      prescription.expectVersion(version);
      expectSigner(prescription, command);
      await this.entitlement.expect(prescription.prescriberId, now);
      await this.prescriptions.lockPatient(prescription.patientId);
      const lines = prescription.linesFor('sign', lineId);
      const check = await this.check(prescription, lines);
      const alerts = await this.judge(prescription, check, command, now);
      if (!alerts.every(isPassed)) throw new SafetyCheckFailed(alerts);
      this.records.note({ ...check, prescriptionId, patientId: prescription.patientId, point: 'sign', by: writer.userId, at: now });
      const twice = new Set(alerts.filter(({ kind, overridden }) => kind === 'duplicate-therapy' && overridden).map(({ id }) => id));
      const accepted = lines.filter(({ medicationId }) => [...twice].some((id) => id.includes(medicationId)));
      prescription.sign(lines, writer.userId, now, new Set(accepted.map(({ id }) => id)));
      await this.prescriptions.save();
      return { prescription, check, alerts };
    });
  }

  private check({ patientId, facilityId }: Prescription, lines: readonly PrescriptionLine[]): Promise<SafetyCheck> {
    const lineIds = lines.map(({ id }) => id);
    return this.safety.execute({ patientId, facilityId, lines: lines.map(({ facts }) => facts), lineIds });
  }

  private async judge(
    { id, createdBy }: Prescription,
    { findings }: SafetyCheck,
    { writer, overrides = [] }: SignPrescriptionCommand,
    at: Temporal.Instant,
  ): Promise<CheckedPrescription['alerts']> {
    const { overrides: before, approvals } = await this.records.judgements(id);
    const given = new Map(overrides.map((each) => [each.alertId, each.reason]));
    const added: Judgement[] = [];
    for (const finding of findings) {
      const reason = given.get(finding.id);
      if (reason === undefined) continue;
      this.records.override(id, { findingId: finding.id, by: writer.userId, reason, at });
      added.push({ findingId: finding.id, by: writer.userId });
    }
    return judged(findings, [...before, ...added], approvals, new Set([createdBy, writer.userId]));
  }
}

function expectSigner({ prescriberId }: Prescription, { writer, overrides = [] }: SignPrescriptionCommand): void {
  if (writer.staffId !== prescriberId && !writer.maySignFor) throw new NotThePrescriber();
  if (overrides.length > 0 && !writer.mayOverride) throw new MayNotOverride();
}
