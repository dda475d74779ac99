import type { Clock, Ids, UnitOfWork } from '#kernel';
import { StockCount } from '../domain/stock-count.js';
import type { StockCounts, StockLedger, StockLocations } from '../domain/stock-records.js';
import type { FacilityDays } from './stock-ports.js';

export interface OpenCountCommand {
  locationId: string;
  reason: string;
  /** Everything that is there without it. */
  medicationIds?: readonly string[];
  /** User id. */
  by: string;
}

export interface SettleCountCommand {
  countId: string;
  expectedVersion?: number;
  by: string;
}

/** Has stock counted, and the books follow what was found. */
export class CountStock {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly locations: StockLocations,
    private readonly counts: StockCounts,
    private readonly ledger: StockLedger,
    private readonly days: FacilityDays,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound */
  open({ locationId, reason, medicationIds, by }: OpenCountCommand): Promise<StockCount> {
    return this.unitOfWork.run(async () => {
      const { facilityId } = await this.locations.get(locationId);
      const there = await this.counts.onHandAt(locationId, { medicationIds });
      const lines = there.filter(({ onHand }) => onHand > 0).map(({ lotId, onHand: snapshot }) => ({ lotId, snapshot }));
      const opened = { id: this.ids.next(), facilityId, locationId, reason, lines, openedBy: by, openedAt: this.clock.now() };
      const count = new StockCount(opened);
      this.counts.add(count);
      return count;
    });
  }

  /** @throws NotFound, StaleVersion, InvalidTransition, RuleBroken `approver-is-counter`, InsufficientStock */
  approve({ countId, expectedVersion, by }: SettleCountCommand): Promise<void> {
    return this.unitOfWork.run(async () => {
      const count = await this.counts.get(countId);
      count.expectVersion(expectedVersion);
      const postings = count.approve(by);
      await this.counts.save();
      if (postings.length === 0) return;
      const { facilityId, countedBy: actor = by, approvedBy: witness, reason } = count;
      const at = this.clock.now();
      await this.ledger.post(postings, { actor, witness, reason, at, today: await this.days.on(facilityId, at) });
    });
  }

  /** @throws NotFound, StaleVersion, InvalidTransition */
  recount(command: SettleCountCommand): Promise<void> {
    return this.change(command, (count) => count.recount());
  }

  /** @throws NotFound, StaleVersion, InvalidTransition */
  cancel(command: SettleCountCommand): Promise<void> {
    return this.change(command, (count) => count.cancel());
  }

  private change({ countId, expectedVersion }: SettleCountCommand, work: (count: StockCount) => void): Promise<void> {
    return this.unitOfWork.run(async () => {
      const count = await this.counts.get(countId);
      count.expectVersion(expectedVersion);
      work(count);
      await this.counts.save();
    });
  }
}
