import type { AuditTrail, Clock, UnitOfWork } from '#kernel';
import type { ShiftSwaps } from '../domain/plan-records.js';

const BATCH = 100;

/** Ends swaps that nobody decided in time. */
export class ExpireSwaps {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly swaps: ShiftSwaps,
    private readonly clock: Clock,
    private readonly auditTrail: AuditTrail,
  ) {}

  async execute(): Promise<void> {
    const overdue = await this.swaps.overdue(this.clock.now(), BATCH);
    for (const id of overdue) await this.unitOfWork.run(() => this.expire(id));
  }

  private async expire(id: string): Promise<void> {
    const swap = await this.swaps.get(id);
    if (!['requested', 'accepted'].includes(swap.status)) return;
    swap.expire(this.clock.now());
    await this.swaps.save();
    const { facilityId } = swap;
    this.auditTrail.record({ action: 'shift-swap.expire', resourceType: 'shift-swap', resourceId: id, facilityId });
  }
}
