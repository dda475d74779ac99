import { type AuditTrail, type Clock, DomainError, type UnitOfWork } from '#kernel';
import type { WaitList } from '../domain/wait-list.js';
import type { OfferFreedTime } from './offer-freed-time.js';
import type { SettleOffers } from './settle-offers.js';

const MOST_AT_ONCE = 100;

/**
 * What time does to the wait-list, and whatever an event may have left undone: settles offers whose limit has passed, ends
 * entries whose last day has, and offers times that were given back and are still free.
 */
export class SweepWaitList {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly waitList: WaitList,
    private readonly settleOffers: SettleOffers,
    private readonly offerFreedTime: OfferFreedTime,
    private readonly auditTrail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<void> {
    const now = this.clock.now();
    for (const appointmentId of await this.waitList.overdueOffers(now, MOST_AT_ONCE)) {
      await unlessRefused(() => this.settleOffers.execute({ appointmentIds: [appointmentId] }));
    }
    for (const entryId of await this.waitList.overdue(now, MOST_AT_ONCE)) await unlessRefused(() => this.expire(entryId));
    for (const time of await this.waitList.freedTimes(now, MOST_AT_ONCE)) await unlessRefused(() => this.offerFreedTime.execute(time));
  }

  private expire(entryId: string): Promise<void> {
    return this.unitOfWork.run(async () => {
      const entry = await this.waitList.get(entryId);
      entry.expire(this.clock.now());
      const { patientId, facilityId } = entry;
      const about = { resourceType: 'wait-list-entry', resourceId: entryId, patientId, facilityId };
      this.auditTrail.record({ action: 'wait-list.expire', ...about });
      await this.waitList.save();
    });
  }
}

/** Somebody else was faster with one of them: the next round sees how it stands. */
async function unlessRefused(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
}
