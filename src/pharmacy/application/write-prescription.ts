import { type Clock, type Ids, NotFound, reachesFacility, type RowScope, RuleBroken, type UnitOfWork } from '#kernel';
import { type Judgement, judged } from '../domain/judgement.js';
import type { Medications } from '../domain/medications.js';
import { MayNotOverride, type ShownFinding } from '../domain/prescription-errors.js';
import { type LineFacts, PrescriptionLine } from '../domain/prescription-line.js';
import { Prescription, type PrescriptionOrigin } from '../domain/prescription.js';
import type { Prescriptions } from '../domain/prescriptions.js';
import { codeTerm } from '../domain/term.js';
import type { CheckSafety } from './check-safety.js';
import type { PrescriberStanding, SafetyCheck, SafetyRecords } from './ports.js';
import type { PrescriberEntitlement } from './prescriber-entitlement.js';

/** Who acts, and what they may. */
export interface Writer {
  userId: string;
  staffId?: string | undefined;
  /** Whose charts the caller may write in. */
  scope: RowScope;
  maySignFor: boolean;
  mayOverride: boolean;
}

/** A finding set aside, and why. */
export interface Override {
  alertId: string;
  reason: string;
}

export interface WritePrescriptionCommand extends Pick<PrescriptionOrigin, 'patientId' | 'encounterId' | 'prescriberId'> {
  writer: Writer;
  lines: readonly LineFacts[];
  overrides?: readonly Override[] | undefined;
  renewalOf?: string;
  replaces?: string;
}

/** A prescription beside what the safety gate says of it. */
export interface CheckedPrescription {
  prescription: Prescription;
  check: SafetyCheck;
  alerts: ShownFinding[];
}

/** Writes a draft and shows what the safety gate finds; nothing is blocked before it is signed. */
export class WritePrescription {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly prescriptions: Prescriptions,
    private readonly medications: Medications,
    private readonly entitlement: PrescriberEntitlement,
    private readonly safety: CheckSafety,
    private readonly records: SafetyRecords,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, PrescriberNotEntitled, MayNotOverride, RuleBroken `medication-retired`, `patient-deceased` */
  execute(command: WritePrescriptionCommand): Promise<CheckedPrescription> {
    const { writer, patientId, lines, overrides = [] } = command;
    return this.unitOfWork.run(async () => {
      const now = this.clock.now();
      if (overrides.length > 0 && !writer.mayOverride) throw new MayNotOverride();
      await this.safety.expectOpen(patientId, writer.scope, 'patient');
      const place = await this.placeOf(command, now);
      const { facilityId } = place;
      const check = await this.safety.execute({ patientId, facilityId, lines });
      const prescription = await this.draft(command, place, now);
      this.prescriptions.add(prescription);
      this.records.note({ ...check, prescriptionId: prescription.id, patientId, point: 'write', by: writer.userId, at: now });
      const given = overrides.filter(({ alertId }) => check.findings.some(({ id }) => id === alertId));
      const judgements: Judgement[] = given.map(({ alertId }) => ({ findingId: alertId, by: writer.userId }));
      for (const { alertId, reason } of new Map(given.map((each) => [each.alertId, each])).values()) {
        this.records.override(prescription.id, { findingId: alertId, by: writer.userId, reason, at: now });
      }
      return { prescription, check, alerts: judged(check.findings, judgements, [], new Set([writer.userId])) };
    });
  }

  private async placeOf({ prescriberId, writer }: WritePrescriptionCommand, now: Temporal.Instant): Promise<PrescriberStanding> {
    const standing = await this.entitlement.expect(prescriberId, now);
    if (!standing || !reachesFacility(writer.scope, standing.facilityId)) throw new NotFound('member of staff');
    return standing;
  }

  private async draft(command: WritePrescriptionCommand, at: PrescriberStanding, now: Temporal.Instant): Promise<Prescription> {
    const { facilityId, departmentId } = at;
    const { patientId, encounterId, prescriberId, writer, lines, renewalOf, replaces } = command;
    const id = this.ids.next();
    const known = await this.medications.all(lines.map(({ medicationId }) => medicationId));
    const entries = new Map(known.map((each) => [each.id, each]));
    const drafted = lines.map((facts, position) => {
      const medication = entries.get(facts.medicationId)!;
      if (medication.status === 'retired') {
        throw new RuleBroken('medication-retired', 'The medication is out of use.', { medicationId: medication.id });
      }
      const { system, code } = medication.code;
      const place = { id: this.ids.next(), prescriptionId: id, patientId, position, medicine: codeTerm(system, code) };
      return new PrescriptionLine(place, facts);
    });
    const more = optional({ departmentId, encounterId, renewalOf, replaces });
    const origin = { id, patientId, facilityId, prescriberId, createdBy: writer.userId, ...more };
    return new Prescription(origin, drafted, now);
  }
}

function optional<T extends object>(members: T): Partial<{ [Name in keyof T]: NonNullable<T[Name]> }> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as never;
}
