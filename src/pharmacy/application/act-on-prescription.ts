import { type Clock, RuleBroken, type UnitOfWork } from '#kernel';
import { judged } from '../domain/judgement.js';
import { ApproverIsPrescriber } from '../domain/prescription-errors.js';
import type { LineAction } from '../domain/prescription-machine.js';
import type { Prescription } from '../domain/prescription.js';
import type { Prescriptions } from '../domain/prescriptions.js';
import type { CheckSafety } from './check-safety.js';
import type { SafetyRecords } from './ports.js';
import type { CheckedPrescription, Override, WritePrescription, Writer } from './write-prescription.js';
import type { LineFacts } from '../domain/prescription-line.js';

export interface ActOnPrescriptionCommand {
  prescriptionId: string;
  lineId?: string | undefined;
  version?: number | undefined;
  writer: Writer;
  reason?: string | undefined;
}

export interface RevisePrescriptionCommand extends ActOnPrescriptionCommand {
  lines: readonly LineFacts[];
  overrides?: readonly Override[] | undefined;
}

/** Moves prescriptions along their life cycle, and makes the ones that follow them. */
export class ActOnPrescription {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly prescriptions: Prescriptions,
    private readonly safety: CheckSafety,
    private readonly write: WritePrescription,
    private readonly records: SafetyRecords,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, StaleVersion, InvalidTransition, RuleBroken `reason-required` */
  move(command: ActOnPrescriptionCommand & { action: LineAction }): Promise<CheckedPrescription> {
    const { action, lineId, reason } = command;
    return this.unitOfWork.run(async () => {
      if (action === 'stop') expectReason(reason);
      const prescription = await this.opened(command);
      prescription.act(action, this.clock.now(), { lineId, reason });
      await this.prescriptions.save();
      return this.shown(prescription);
    });
  }

  /** Stops what there is and writes what takes its place, in one. */
  revise(command: RevisePrescriptionCommand): Promise<CheckedPrescription> {
    const { lineId, reason, writer, lines, overrides } = command;
    return this.unitOfWork.run(async () => {
      expectReason(reason);
      const old = await this.opened(command);
      old.act('stop', this.clock.now(), { lineId, reason });
      await this.prescriptions.save();
      const { patientId, prescriberId, encounterId, id: replaces } = old;
      const origin = { patientId, prescriberId, ...(encounterId ? { encounterId } : {}), replaces };
      const written = await this.write.execute({ ...origin, writer, lines, overrides });
      old.replaceBy(written.prescription.id);
      await this.prescriptions.save();
      return written;
    });
  }

  /** Writes the same again; what there is goes on, so the new lines may run beside it. */
  renew(command: ActOnPrescriptionCommand): Promise<CheckedPrescription> {
    const { lineId, writer } = command;
    return this.unitOfWork.run(async () => {
      const old = await this.opened(command);
      const renewed = old.renewable(lineId);
      const lines = renewed.map((line) => ({ ...line.facts, parallel: line.parallel || line.can('stop') }));
      const { patientId, prescriberId, encounterId, id: renewalOf } = old;
      return this.write.execute({ patientId, prescriberId, ...(encounterId ? { encounterId } : {}), renewalOf, writer, lines });
    });
  }

  /** A second clinician agrees that a finding is set aside. @throws NotFound, ApproverIsPrescriber */
  approve(command: ActOnPrescriptionCommand & { alertId: string; reason: string }): Promise<CheckedPrescription> {
    const { prescriptionId, alertId, reason, writer } = command;
    return this.unitOfWork.run(async () => {
      const prescription = await this.opened(command);
      if (writer.userId === prescription.createdBy || writer.staffId === prescription.prescriberId) throw new ApproverIsPrescriber();
      const { findings } = await this.records.latest(prescriptionId);
      if (!findings.some(({ id, needsSecondPerson }) => id === alertId && needsSecondPerson)) {
        throw new RuleBroken('nothing-to-approve', 'The newest check has no finding of this id that needs a second person.');
      }
      await this.records.approve(prescriptionId, { findingId: alertId, by: writer.userId, reason, at: this.clock.now() });
      return this.shown(prescription);
    });
  }

  private async opened({ prescriptionId, version, writer }: ActOnPrescriptionCommand): Promise<Prescription> {
    const prescription = await this.prescriptions.get(prescriptionId);
    await this.safety.expectOpen(prescription.patientId, writer.scope, 'prescription');
    prescription.expectVersion(version);
    return prescription;
  }

  private async shown(prescription: Prescription): Promise<CheckedPrescription> {
    const check = await this.records.latest(prescription.id);
    const { overrides, approvals } = await this.records.judgements(prescription.id);
    return { prescription, check, alerts: judged(check.findings, overrides, approvals, new Set([prescription.createdBy])) };
  }
}

function expectReason(reason: string | undefined): void {
  if (reason !== undefined && reason.trim() !== '') return;
  const errors = [{ pointer: '/reason', message: 'is required' }];
  throw new RuleBroken('reason-required', 'Say why.', { errors });
}
