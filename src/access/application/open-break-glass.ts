import type { AuditTrail, Clock, Ids, UnitOfWork } from '#kernel';
import { BreakGlassAccess, type BreakGlassRules } from '../domain/break-glass-access.js';
import type { BreakGlassAccesses } from '../domain/break-glass-accesses.js';
import { BreakGlassActive } from '../domain/break-glass-errors.js';
import type { BreakGlassReason } from '../domain/break-glass-reasons.js';

export interface OpenBreakGlassCommand {
  userId: string;
  patientId: string;
  reasonCode?: BreakGlassReason;
  reason?: string;
}

/** Opens one patient's chart to one user for a while. Whoever calls this has made sure that it is that user. */
export class OpenBreakGlass {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accesses: BreakGlassAccesses,
    private readonly rules: BreakGlassRules,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * @throws ReasonRequired
   * @throws BreakGlassActive
   * @throws NotFound where there is no such patient
   */
  execute(command: OpenBreakGlassCommand): Promise<BreakGlassAccess> {
    return this.unitOfWork.run(async () => {
      const now = this.clock.now();
      const access = BreakGlassAccess.open({ id: this.ids.next(), ...command }, this.rules, now);
      const { id, userId, patientId, reasonCode } = access;
      const open = await this.accesses.openOf(userId, patientId, now);
      if (open) throw new BreakGlassActive(open);
      this.accesses.add(access);
      // The text may be clinical: it stays with the access, which the row leads to.
      this.trail.record({ action: 'break-glass.open', resourceType: 'break-glass', resourceId: id, patientId, reason: reasonCode });
      return access;
    });
  }
}
