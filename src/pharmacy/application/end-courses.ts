import type { AuditTrail, Clock, UnitOfWork } from '#kernel';
import type { Prescriptions } from '../domain/prescriptions.js';

/** Prescriptions of one round. */
const BATCH = 200;

/** Completes lines whose course is over. */
export class EndCourses {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly prescriptions: Prescriptions,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  async execute(): Promise<void> {
    const now = this.clock.now();
    for (const id of await this.prescriptions.withEndedCourses(now, BATCH)) await this.end(id, now);
  }

  private end(id: string, now: Temporal.Instant): Promise<void> {
    return this.unitOfWork.run(async () => {
      const prescription = await this.prescriptions.get(id);
      const over = prescription.lines.filter((line) => line.can('complete') && line.isOver(now));
      if (over.length === 0) return;
      for (const line of over) line.move('complete');
      prescription.settle(now);
      const { patientId, facilityId } = prescription;
      this.audit.record({ action: 'prescription.complete', resourceType: 'prescription', resourceId: id, patientId, facilityId });
    });
  }
}
