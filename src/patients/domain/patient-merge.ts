import { AggregateRoot } from '#kernel';
import { LaterMergeStands, MergeReverted, SelfMerge } from './merge-errors.js';
import { patientEvents } from './patient-events.js';
import type { Patient } from './patient.js';

/** That two records are one person: the survivor keeps what both had. */
export class PatientMerge extends AggregateRoot {
  readonly id: string;
  readonly survivorId: string;
  readonly mergedId: string;
  readonly mergedAt: Temporal.Instant;
  readonly revertedAt?: Temporal.Instant;

  private constructor(id: string, survivorId: string, mergedId: string, mergedAt: Temporal.Instant) {
    super();
    this.id = id;
    this.survivorId = survivorId;
    this.mergedId = mergedId;
    this.mergedAt = mergedAt;
  }

  /** @throws SelfMerge */
  static of(id: string, survivorId: string, mergedId: string, now: Temporal.Instant): PatientMerge {
    if (survivorId === mergedId) throw new SelfMerge();
    return new PatientMerge(id, survivorId, mergedId, now);
  }

  /** @throws PatientMerged where one of them was merged before */
  perform(survivor: Patient, merged: Patient): void {
    survivor.expectUnmerged();
    merged.mergeInto(survivor.id);
    this.announce(patientEvents.merged);
  }

  /**
   * @throws MergeReverted
   * @throws LaterMergeStands where the survivor was merged on
   */
  revert(merged: Patient, now: Temporal.Instant): void {
    if (this.revertedAt) throw new MergeReverted();
    if (merged.mergedInto !== this.survivorId) throw new LaterMergeStands();
    merged.separate();
    Object.assign(this, { revertedAt: now });
    this.announce(patientEvents.mergeReverted);
  }

  private announce(type: string): void {
    const { id: mergeId, survivorId, mergedId } = this;
    this.record({ type, aggregateId: mergeId, payload: { mergeId, survivorId, mergedId } });
  }
}
