import type { AuditTrail, Clock, Ids, UnitOfWork } from '#kernel';
import { PatientMerge } from '../domain/patient-merge.js';
import type { Holdings, Merges } from '../domain/patient-merges.js';
import type { Patients } from '../domain/patients.js';
import { auditOfMerge } from './audit-of-merge.js';

export interface MergePatientsCommand {
  survivorId: string;
  mergedId: string;
}

/** Makes two records of one person one: what names the one names the other from then on, in every context. */
export class MergePatients {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly patients: Patients,
    private readonly merges: Merges,
    private readonly holdings: Holdings,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws NotFound, SelfMerge, PatientMerged, MergeConflict */
  execute({ survivorId, mergedId }: MergePatientsCommand): Promise<PatientMerge> {
    return this.unitOfWork.run(async () => {
      const merge = PatientMerge.of(this.ids.next(), survivorId, mergedId, this.clock.now());
      merge.perform(...(await this.patients.lockBoth([survivorId, mergedId])));
      await this.holdings.expectSettled(merge);
      this.merges.add(merge);
      await this.merges.settle();
      await this.holdings.move(merge);
      auditOfMerge('patient-merge.merge', merge).forEach((entry) => this.audit.record(entry));
      await this.merges.settle();
      return merge;
    });
  }
}
