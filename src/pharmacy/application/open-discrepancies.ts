import type { Clock, Ids } from '#kernel';
import type { Lot } from '../domain/lot.js';
import type { Medications } from '../domain/medications.js';
import type { CountLine, StockCount } from '../domain/stock-count.js';
import type { StockDiscrepancies } from '../domain/stock-discrepancies.js';
import { type CountedFigure, StockDiscrepancy } from '../domain/stock-discrepancy.js';

/** Opens what somebody has to explain when controlled drugs are counted, within the unit of work that enters the count. */
export class OpenDiscrepancies {
  constructor(
    private readonly medications: Medications,
    private readonly discrepancies: StockDiscrepancies,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /**
   * A lot that has one of this count already gets its figure there, whatever it is.
   * @param lots those of the count
   */
  async execute(count: StockCount, lots: readonly Lot[], countedBy: string): Promise<void> {
    const countedAt = this.clock.now().toString();
    const figureOf = ({ expected = 0, counted = 0 }: CountLine): CountedFigure => ({ expected, counted, countedBy, countedAt });
    const known = new Map((await this.discrepancies.openOf(count.id)).map((each) => [each.lotId, each]));
    for (const line of count.lines) known.get(line.lotId)?.recount(figureOf(line));
    const differing = count.lines.filter(({ lotId, expected, counted }) => expected !== counted && !known.has(lotId));
    const controlled = await this.controlledAmong(lots.filter(({ id }) => differing.some(({ lotId }) => lotId === id)));
    for (const line of differing) {
      const lot = controlled.get(line.lotId);
      if (!lot) continue;
      const { id: lotId, medicationId, facilityId } = lot;
      const place = { facilityId, locationId: count.locationId, medicationId, lotId, countId: count.id };
      this.discrepancies.add(new StockDiscrepancy({ id: this.ids.next(), ...place }, figureOf(line)));
    }
  }

  private async controlledAmong(lots: readonly Lot[]): Promise<ReadonlyMap<string, Lot>> {
    if (lots.length === 0) return new Map();
    const medications = await this.medications.all([...new Set(lots.map(({ medicationId }) => medicationId))]);
    const controlled = new Set(medications.filter((each) => each.controlled).map(({ id }) => id));
    return new Map(lots.filter(({ medicationId }) => controlled.has(medicationId)).map((lot) => [lot.id, lot]));
  }
}
