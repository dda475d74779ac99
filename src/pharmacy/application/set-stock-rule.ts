import { type Clock, type Ids, StaleVersion, type UnitOfWork } from '#kernel';
import { StockRule, type StockRuleTerms } from '../domain/stock-rule.js';
import type { StockLocations } from '../domain/stock-records.js';
import type { StockLevels, StockRules } from '../domain/stock-watch.js';
import type { ReviewStock } from './review-stock.js';
import type { FacilityDays } from './stock-ports.js';

export interface SetStockRuleCommand {
  locationId: string;
  medicationId: string;
  terms: StockRuleTerms;
  /** The version that the change was made from. */
  expectedVersion?: number;
}

/** Makes the rule of a medication at a location, replaces it, or ends it. What it says counts at once. */
export class SetStockRule {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly locations: StockLocations,
    private readonly rules: StockRules,
    private readonly levels: StockLevels,
    private readonly review: ReviewStock,
    private readonly days: FacilityDays,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound for an unknown location or medication; StaleVersion; RuleBroken `invalid-stock-rule` */
  execute(command: SetStockRuleCommand): Promise<StockRule> {
    return this.unitOfWork.run(async () => {
      const { facilityId } = await this.locations.get(command.locationId);
      const rule = await this.put(command, facilityId);
      await this.levels.watch(rule, await this.days.on(facilityId, this.clock.now()));
      await this.review.execute([rule.id]);
      return rule;
    });
  }

  /** Its alerts are resolved with it. @throws NotFound; StaleVersion */
  end({ ruleId, expectedVersion }: { ruleId: string; expectedVersion?: number }): Promise<StockRule> {
    return this.unitOfWork.run(async () => {
      const rule = await this.rules.get(ruleId);
      rule.expectVersion(expectedVersion);
      rule.end(this.clock.now());
      await this.rules.save();
      await this.levels.unwatch(rule);
      await this.review.execute([rule.id]);
      return rule;
    });
  }

  private async put({ locationId, medicationId, terms, expectedVersion }: SetStockRuleCommand, facilityId: string): Promise<StockRule> {
    const known = await this.rules.hold(locationId, medicationId);
    if (known) {
      known.expectVersion(expectedVersion);
      known.set(terms);
      await this.rules.save();
      return known;
    }
    if (expectedVersion !== undefined) throw new StaleVersion();
    const rule = new StockRule({ id: this.ids.next(), facilityId, locationId, medicationId }, terms);
    await this.rules.add(rule);
    return rule;
  }
}
