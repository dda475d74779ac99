import type { StockAlert } from './stock-alert.js';
import type { Shelf } from './stock-findings.js';
import type { StockRule } from './stock-rule.js';

export abstract class StockRules {
  /** Inserted at once. Another one for the place at the same time is a lost race, which is run again. */
  abstract add(rule: StockRule): Promise<void>;
  /** Saves what was changed. */
  abstract save(): Promise<void>;
  /** The one in force, held until the unit of work ends. */
  abstract hold(locationId: string, medicationId: string): Promise<StockRule | undefined>;
  /** @throws NotFound, also where it has ended */
  abstract get(id: string): Promise<StockRule>;
  /** Those of the ids that exist, ended or not. */
  abstract read(ids: readonly string[]): Promise<StockRule[]>;
  /** The same, each held until the unit of work ends, in one order for everybody. */
  abstract lock(ids: readonly string[]): Promise<StockRule[]>;
  /** Ids of rules in force after an id, in the order of ids. */
  abstract idsAfter(id: string | undefined, limit: number): Promise<string[]>;
}

/** What stock with a rule looks like, and who notices when it changes. */
export abstract class StockLevels {
  /**
   * What is on the shelves of rules, by the id of the rule.
   * @param days the day of each facility, by its id
   */
  abstract shelves(rules: readonly StockRule[], days: ReadonlyMap<string, Temporal.PlainDate>): Promise<ReadonlyMap<string, Shelf>>;
  /** From here on crossings of the rule's thresholds are told of. */
  abstract watch(rule: StockRule, today: Temporal.PlainDate): Promise<void>;
  /** And no more. */
  abstract unwatch(rule: StockRule): Promise<void>;
  /**
   * Tells of what changed without being moved, such as lots whose last day is over.
   * @param days the day of each facility, by its id
   */
  abstract gauge(ruleIds: readonly string[], days: ReadonlyMap<string, Temporal.PlainDate>): Promise<void>;
}

export abstract class StockAlerts {
  /** A second open one of the same is a lost race, which is run again. */
  abstract add(alert: StockAlert): void;
  /** @throws NotFound */
  abstract get(id: string): Promise<StockAlert>;
  /** Those of rules that are not resolved. */
  abstract unresolved(ruleIds: readonly string[]): Promise<StockAlert[]>;
  abstract save(): Promise<void>;
}
