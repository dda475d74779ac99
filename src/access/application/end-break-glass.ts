import { type AuditTrail, type Clock, NotFound, type UnitOfWork } from '#kernel';
import type { BreakGlassAccess } from '../domain/break-glass-access.js';
import type { BreakGlassAccesses } from '../domain/break-glass-accesses.js';

export interface EndBreakGlassCommand {
  id: string;
  userId: string;
  expectedVersion?: number;
}

/** Closes a chart that one has opened, before its time. */
export class EndBreakGlass {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accesses: BreakGlassAccesses,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * @throws NotFound also where somebody else opened it
   * @throws StaleVersion
   * @throws InvalidTransition where it has ended
   */
  execute({ id, userId, expectedVersion }: EndBreakGlassCommand): Promise<BreakGlassAccess> {
    return this.unitOfWork.run(async () => {
      const access = await this.accesses.find(id);
      if (access?.userId !== userId) throw new NotFound('break-glass access');
      access.expectVersion(expectedVersion);
      access.end(this.clock.now());
      await this.accesses.save(access);
      this.trail.record({ action: 'break-glass.end', resourceType: 'break-glass', resourceId: id, patientId: access.patientId });
      return access;
    });
  }
}
