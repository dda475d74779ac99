import type { AuditTrail, Clock, UnitOfWork } from '#kernel';
import type { PatientMerge } from '../domain/patient-merge.js';
import type { Holdings, Merges } from '../domain/patient-merges.js';
import type { Patients } from '../domain/patients.js';
import { auditOfMerge } from './audit-of-merge.js';

export interface RevertMergeCommand {
  mergeId: string;
  /** The version that the caller read. */
  version?: number;
}

/** Makes two people of a record that was merged by mistake; what came after the merge stays with the survivor. */
export class RevertMerge {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly patients: Patients,
    private readonly merges: Merges,
    private readonly holdings: Holdings,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws NotFound, StaleVersion, MergeReverted, LaterMergeStands, MergeConflict */
  execute({ mergeId, version }: RevertMergeCommand): Promise<PatientMerge> {
    return this.unitOfWork.run(async () => {
      const merge = await this.merges.lock(mergeId);
      merge.expectVersion(version);
      const [, merged] = await this.patients.lockBoth([merge.survivorId, merge.mergedId]);
      merge.revert(merged, this.clock.now());
      await this.holdings.expectSettled(merge);
      await this.merges.settle();
      await this.holdings.restore(merge);
      auditOfMerge('patient-merge.revert', merge).forEach((entry) => this.audit.record(entry));
      return merge;
    });
  }
}
