import type { UnitOfWork } from '#kernel';
import type { CountedLot } from '../domain/stock-count.js';
import type { Lots, StockCounts } from '../domain/stock-records.js';
import type { SettleCountCommand } from './count-stock.js';
import type { OpenDiscrepancies } from './open-discrepancies.js';

/** Takes what was counted; where a controlled drug differs from the books, somebody has to explain it. */
export class EnterCount {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly lots: Lots,
    private readonly counts: StockCounts,
    private readonly discrepancies: OpenDiscrepancies,
  ) {}

  /** @throws NotFound, StaleVersion, InvalidTransition, RuleBroken `count-incomplete` */
  execute({ countId, expectedVersion, by }: SettleCountCommand, figures: readonly CountedLot[]): Promise<void> {
    return this.unitOfWork.run(async () => {
      const count = await this.counts.get(countId);
      count.expectVersion(expectedVersion);
      count.expectOpen();
      const lotIds = [...new Set(figures.map(({ lotId }) => lotId))];
      const lots = await this.lots.ofFacility(count.facilityId, lotIds);
      const onHand = await this.counts.onHandAt(count.locationId, { lotIds });
      count.enter(figures, new Map(onHand.map((each) => [each.lotId, each.onHand])), by);
      await this.discrepancies.execute(count, lots, by);
      await this.counts.save();
    });
  }
}
