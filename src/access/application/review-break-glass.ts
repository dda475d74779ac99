import { type AuditTrail, type Clock, type Ids, NotFound, type UnitOfWork } from '#kernel';
import type { BreakGlassAccess, ReviewOutcome } from '../domain/break-glass-access.js';
import type { BreakGlassAccesses } from '../domain/break-glass-accesses.js';

export interface ReviewBreakGlassCommand {
  id: string;
  reviewerId: string;
  outcome: ReviewOutcome;
  note: string;
  expectedVersion?: number;
}

/** Says whether it was right to open a chart. */
export class ReviewBreakGlass {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accesses: BreakGlassAccesses,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * @throws NotFound
   * @throws StaleVersion
   * @throws InvalidTransition while the chart is open, and where the review is final
   * @throws ReviewerOpenedIt, ReasonRequired
   */
  execute({ id, reviewerId, outcome, note, expectedVersion }: ReviewBreakGlassCommand): Promise<BreakGlassAccess> {
    return this.unitOfWork.run(async () => {
      const access = await this.accesses.find(id);
      if (!access) throw new NotFound('break-glass access');
      access.expectVersion(expectedVersion);
      access.review({ reviewerId, outcome, note }, this.clock.now());
      await this.accesses.save(access, { id: this.ids.next(), note: note.trim() });
      const { patientId } = access;
      this.trail.record({ action: 'break-glass.review', resourceType: 'break-glass', resourceId: id, patientId, reason: outcome });
      return access;
    });
  }
}
