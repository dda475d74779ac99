import { AggregateRoot, InvalidTransition, NotFound } from '#kernel';
import { prescriptionEvents } from './pharmacy-events.js';
import { type LineAction, type LineStatus, overallStatus, prescriptionLineMachine } from './prescription-machine.js';
import type { PrescriptionLine } from './prescription-line.js';

const RENEWABLE: readonly LineStatus[] = ['active', 'on-hold', 'completed', 'stopped'];

/** Who prescribes to whom. */
export interface PrescriptionOrigin {
  id: string;
  patientId: string;
  /** Where the prescriber works. */
  facilityId: string;
  /** And in which department, when it was written. */
  departmentId?: string;
  encounterId?: string;
  prescriberId: string;
  /** The user who wrote it. */
  createdBy: string;
  renewalOf?: string;
  replaces?: string;
}

/** Medicines for a patient, signed together. */
export class Prescription extends AggregateRoot implements PrescriptionOrigin {
  readonly id: string;
  readonly patientId: string;
  readonly facilityId: string;
  readonly departmentId?: string;
  readonly encounterId?: string;
  readonly prescriberId: string;
  readonly createdBy: string;
  readonly renewalOf?: string;
  readonly replaces?: string;
  readonly replacedBy?: string;
  readonly status: LineStatus;
  readonly createdAt: Temporal.Instant;
  /** When a line last changed, so that the version of the whole moves with its lines. */
  readonly changedAt: Temporal.Instant;
  /** The user who signed; not the prescriber's where somebody signed on behalf. */
  readonly signedBy?: string;
  readonly signedAt?: Temporal.Instant;
  /** Not mapped: the repository puts them in. */
  readonly lines!: readonly PrescriptionLine[];

  constructor(origin: PrescriptionOrigin, lines: readonly PrescriptionLine[], now: Temporal.Instant) {
    super();
    this.id = origin.id;
    this.patientId = origin.patientId;
    this.facilityId = origin.facilityId;
    this.departmentId = origin.departmentId;
    this.encounterId = origin.encounterId;
    this.prescriberId = origin.prescriberId;
    this.createdBy = origin.createdBy;
    this.renewalOf = origin.renewalOf;
    this.replaces = origin.replaces;
    this.status = 'draft';
    this.createdAt = now;
    this.changedAt = now;
    this.hold(lines);
  }

  /** Takes its lines in; not enumerable, since the mapping knows nothing of them. */
  hold(lines: readonly PrescriptionLine[]): void {
    Object.defineProperty(this, 'lines', { value: lines, configurable: true, enumerable: false });
  }

  get allowedActions(): string[] {
    return actionsOn(this.lines.map(({ status }) => status));
  }

  /**
   * Does to every line, or to one, what its life cycle allows.
   * @throws InvalidTransition where that is none, NotFound where there is no such line
   */
  act(action: LineAction, now: Temporal.Instant, { lineId, reason }: { lineId?: string | undefined; reason?: string | undefined }): void {
    const lines = this.linesFor(action, lineId);
    for (const line of lines) line.move(action, reason);
    this.settle(now);
    if (action === 'stop') this.tell(prescriptionEvents.stopped, lines);
  }

  /** The lines that an action is for. @throws InvalidTransition, NotFound */
  linesFor(action: LineAction, lineId?: string): PrescriptionLine[] {
    const asked = lineId === undefined ? this.lines : this.lines.filter(({ id }) => id === lineId);
    if (asked.length === 0) throw new NotFound('prescription line');
    const able = asked.filter((line) => line.can(action));
    if (able.length > 0) return able;
    const [first] = asked;
    const allowed = lineId === undefined ? this.allowedActions : prescriptionLineMachine.allowedActions(first!.status);
    throw new InvalidTransition(first!.status, action, 'there is no such step from here', allowed);
  }

  /** The lines that can be renewed. @throws InvalidTransition, NotFound */
  renewable(lineId?: string): PrescriptionLine[] {
    const asked = lineId === undefined ? this.lines : this.lines.filter(({ id }) => id === lineId);
    if (asked.length === 0) throw new NotFound('prescription line');
    const able = asked.filter(({ status }) => RENEWABLE.includes(status));
    if (able.length === 0) throw new InvalidTransition(asked[0]!.status, 'renew', 'it was never signed', this.allowedActions);
    return able;
  }

  /** @param accepted ids of lines whose medicine is taken twice, and that was accepted */
  sign(lines: readonly PrescriptionLine[], by: string, now: Temporal.Instant, accepted: ReadonlySet<string>): void {
    for (const line of lines) line.sign(now, accepted.has(line.id));
    Object.assign(this, { signedBy: by, signedAt: now });
    this.settle(now);
    this.tell(prescriptionEvents.signed, lines);
  }

  replaceBy(prescriptionId: string): void {
    Object.assign(this, { replacedBy: prescriptionId });
  }

  /** Follows its lines. */
  settle(now: Temporal.Instant): void {
    Object.assign(this, { changedAt: now, status: overallStatus(this.lines.map(({ status }) => status)) });
  }

  private tell(type: string, lines: readonly PrescriptionLine[]): void {
    const { id, patientId, facilityId, prescriberId } = this;
    const payload = {
      prescriptionId: id,
      patientId,
      facilityId,
      prescriberId,
      lines: lines.map((line) => ({ id: line.id, medicationId: line.medicationId })),
    };
    this.record({ type, aggregateId: id, payload });
  }
}

/** What may be done to a prescription whose lines stand so. */
export function actionsOn(statuses: readonly LineStatus[]): string[] {
  const moves = new Set(statuses.flatMap((status) => prescriptionLineMachine.allowedActions(status)));
  const signed = statuses.some((status) => ['active', 'on-hold'].includes(status));
  const renewable = statuses.some((status) => RENEWABLE.includes(status));
  return [...moves, ...(signed ? ['revise'] : []), ...(renewable ? ['renew'] : [])];
}
