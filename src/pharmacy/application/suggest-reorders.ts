import { type Clock, Money } from '#kernel';
import { unusedOf } from '../domain/expiry-outlook.js';
import { type ReorderSuggestion, suggestReorder, type SurplusLot } from '../domain/reorder-suggestion.js';
import type { StockLocations } from '../domain/stock-records.js';
import type { StockRule } from '../domain/stock-rule.js';
import type { ReorderRecords, UsableLot, UseWindow } from './reorder-ports.js';
import type { StockFacilities } from './stock-alert-ports.js';
import type { FacilityDays } from './stock-ports.js';

export interface SuggestReordersQuery {
  locationId: string;
  /** Days over which use is averaged, up to today. */
  windowDays: number;
  /** Facilities from whose locations something may be moved; all without them. */
  within: readonly string[] | undefined;
  limit: number;
  /** The medication before. */
  after: string | undefined;
}

/** What a rule says to order. */
export interface SuggestedLine {
  rule: StockRule;
  suggestion: ReorderSuggestion;
}

/** Suggests what to order for a location, rule by rule. */
export class SuggestReorders {
  constructor(
    private readonly records: ReorderRecords,
    private readonly locations: StockLocations,
    private readonly facilities: StockFacilities,
    private readonly days: FacilityDays,
    private readonly clock: Clock,
  ) {}

  /** By medication; one more than `limit` where there are more. @throws NotFound */
  async execute({ locationId, windowDays, within, limit, after }: SuggestReordersQuery): Promise<SuggestedLine[]> {
    const { facilityId } = await this.locations.get(locationId);
    const rules = await this.records.rules(locationId, limit, after);
    if (rules.length === 0) return [];
    const days = await this.days.everywhere(this.clock.now());
    const to = days.get(facilityId)!;
    const { timeZone } = await this.facilities.get(facilityId);
    const window = { from: to.subtract({ days: windowDays - 1 }), to, timeZone };
    const medicationIds = rules.map(({ medicationId }) => medicationId);
    const use = await this.records.use(locationId, medicationIds, window);
    const lots = await this.records.lots(medicationIds, days, within);
    const costs = await this.records.unitCosts(facilityId, medicationIds);
    const surplus = await this.surplusFor(rules, lots, window, windowDays);
    return rules.map((rule) => {
      const { medicationId, budgetCap: cap } = rule;
      const stock = (lots.get(medicationId) ?? []).filter((lot) => lot.locationId === locationId);
      const terms = { ...rule, budgetCap: cap && Money.parse(cap.amount, cap.currency) };
      const facts = { windowDays, days: use.get(medicationId) ?? [], stock, surplus: surplus.get(medicationId) ?? [] };
      return { rule, suggestion: suggestReorder(terms, { ...facts, unitCost: costs.get(medicationId) }) };
    });
  }

  /** Of lots elsewhere that come near their date, what will not be used where they are. */
  private async surplusFor(
    rules: readonly StockRule[],
    lots: ReadonlyMap<string, UsableLot[]>,
    window: UseWindow,
    windowDays: number,
  ): Promise<ReadonlyMap<string, SurplusLot[]>> {
    const shelves = rules.flatMap(({ locationId, medicationId, expiryNoticeDays }) => {
      const elsewhere = (lots.get(medicationId) ?? []).filter((lot) => lot.locationId !== locationId);
      return [...Map.groupBy(elsewhere, (lot) => lot.locationId).values()]
        .filter((shelf) => shelf.some(({ daysLeft }) => daysLeft <= expiryNoticeDays))
        .map((shelf) => ({ shelf, expiryNoticeDays, place: shelf[0]! }));
    });
    const used = await this.records.usedAt(shelves.map(({ place }) => place), window);
    const found = shelves.flatMap(({ shelf, expiryNoticeDays }, at) => {
      const unused = unusedOf(shelf, Math.max(0, used[at]!) / windowDays);
      const surplus = shelf.map((lot, index) => ({ ...lot, quantity: unused[index]! }));
      return surplus.filter(({ quantity, daysLeft }) => quantity > 0 && daysLeft <= expiryNoticeDays);
    });
    const inOrder = found.sort((one, other) => one.daysLeft - other.daysLeft || (one.lotId < other.lotId ? -1 : 1));
    return Map.groupBy(inOrder, ({ medicationId }) => medicationId);
  }
}
