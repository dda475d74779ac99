import type { AuditTrail, Clock, UnitOfWork } from '#kernel';
import type { Lots } from '../domain/stock-records.js';
import type { FacilityDays } from './stock-ports.js';

const BATCH = 200;
const ACTOR = 'pharmacy.lots';

/** Marks lots as expired once their last day is over where they are. */
export class ExpireLots {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly lots: Lots,
    private readonly days: FacilityDays,
    private readonly clock: Clock,
    private readonly auditTrail: AuditTrail,
  ) {}

  async execute(): Promise<void> {
    for (const [facilityId, today] of await this.days.everywhere(this.clock.now())) {
      for (const id of await this.lots.overdue(facilityId, today, BATCH)) await this.unitOfWork.run(() => this.expire(id, today));
    }
  }

  private async expire(id: string, today: Temporal.PlainDate): Promise<void> {
    const lot = await this.lots.get(id);
    if (lot.status !== 'available') return;
    await this.lots.save({ ...lot.expire(today, ACTOR), at: this.clock.now() });
    const { facilityId } = lot;
    this.auditTrail.record({ action: 'lot.expire', resourceType: 'lot', resourceId: id, facilityId });
  }
}
