import type { Clock, Ids, UnitOfWork } from '#kernel';
import { type AdjustmentLine, type NewStockAdjustment, StockAdjustment } from '../domain/stock-adjustment.js';
import type { Lots, StockAdjustments, StockLedger, StockLocations } from '../domain/stock-records.js';
import type { FacilityDays } from './stock-ports.js';

export interface AdjustStockCommand {
  locationId: string;
  reason: string;
  lines: readonly AdjustmentLine[];
  /** User id. */
  by: string;
}

export interface SettleAdjustmentCommand {
  adjustmentId: string;
  expectedVersion?: number;
  by: string;
}

/** Corrects stock; with a controlled drug only before a witness. */
export class AdjustStock {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly locations: StockLocations,
    private readonly lots: Lots,
    private readonly adjustments: StockAdjustments,
    private readonly ledger: StockLedger,
    private readonly days: FacilityDays,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound for an unknown location or a lot of another facility; InsufficientStock */
  execute({ locationId, reason, lines, by }: AdjustStockCommand): Promise<StockAdjustment> {
    return this.unitOfWork.run(async () => {
      const { facilityId } = await this.locations.get(locationId);
      return this.make({ facilityId, locationId, reason, lines, requestedBy: by });
    });
  }

  /** Posts the opposite, once. @throws NotFound, StaleVersion, InvalidTransition, RuleBroken `already-reversed`, InsufficientStock */
  reverse({ adjustmentId, expectedVersion, by }: SettleAdjustmentCommand, reason: string): Promise<StockAdjustment> {
    return this.unitOfWork.run(async () => {
      const adjustment = await this.adjustments.get(adjustmentId);
      adjustment.expectVersion(expectedVersion);
      const { id: reverses, facilityId, locationId } = adjustment;
      return this.make({ facilityId, locationId, reason, lines: adjustment.opposite(), reverses, requestedBy: by });
    });
  }

  /** Posts what waited. @throws NotFound, StaleVersion, InvalidTransition, RuleBroken `witness-is-actor`, InsufficientStock */
  witness({ adjustmentId, expectedVersion, by }: SettleAdjustmentCommand): Promise<StockAdjustment> {
    return this.unitOfWork.run(async () => {
      const adjustment = await this.adjustments.get(adjustmentId);
      adjustment.expectVersion(expectedVersion);
      adjustment.witness(by);
      await this.adjustments.save();
      await this.post(adjustment);
      return adjustment;
    });
  }

  /** Takes back what waits. @throws NotFound, StaleVersion, InvalidTransition */
  cancel({ adjustmentId, expectedVersion }: SettleAdjustmentCommand): Promise<StockAdjustment> {
    return this.unitOfWork.run(async () => {
      const adjustment = await this.adjustments.get(adjustmentId);
      adjustment.expectVersion(expectedVersion);
      adjustment.cancel();
      await this.adjustments.save();
      return adjustment;
    });
  }

  private async make(fields: Omit<NewStockAdjustment, 'id' | 'requestedAt'>): Promise<StockAdjustment> {
    const lotIds = [...new Set(fields.lines.map(({ lotId }) => lotId))];
    await this.lots.ofFacility(fields.facilityId, lotIds);
    const made = { ...fields, id: this.ids.next(), requestedAt: this.clock.now() };
    const adjustment = new StockAdjustment(made, await this.lots.anyControlled(lotIds));
    this.adjustments.add(adjustment);
    await this.post(adjustment);
    return adjustment;
  }

  private async post(adjustment: StockAdjustment): Promise<void> {
    const postings = adjustment.postings();
    if (postings.length === 0) return;
    const { facilityId, requestedBy: actor, witnessedBy: witness, reason } = adjustment;
    const at = this.clock.now();
    await this.ledger.post(postings, { actor, witness, reason, at, today: await this.days.on(facilityId, at) });
  }
}
