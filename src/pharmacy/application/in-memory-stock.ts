import { NotFound } from '#kernel';
import type { StockAlert } from '../domain/stock-alert.js';
import type { Shelf } from '../domain/stock-findings.js';
import type { StockRule } from '../domain/stock-rule.js';
import { StockAlerts, StockLevels, StockRules } from '../domain/stock-watch.js';
import { type StockNotice, StockNotices } from './stock-alert-ports.js';
import { FacilityDays } from './stock-ports.js';

/** For specs: the ports of what is watched without a database. */
export class RulesInMemory extends StockRules {
  readonly all: StockRule[] = [];

  async add(rule: StockRule): Promise<void> {
    this.all.push(rule);
  }

  async save(): Promise<void> {
    return undefined;
  }

  async hold(locationId: string, medicationId: string): Promise<StockRule | undefined> {
    return this.all.find((rule) => !rule.isEnded && rule.locationId === locationId && rule.medicationId === medicationId);
  }

  async get(id: string): Promise<StockRule> {
    const rule = this.all.find((each) => !each.isEnded && each.id === id);
    if (!rule) throw new NotFound('stock rule');
    return rule;
  }

  async read(ids: readonly string[]): Promise<StockRule[]> {
    return this.all.filter(({ id }) => ids.includes(id));
  }

  lock(ids: readonly string[]): Promise<StockRule[]> {
    return this.read(ids);
  }

  async idsAfter(id: string | undefined, limit: number): Promise<string[]> {
    const ids = this.all.filter((rule) => !rule.isEnded && (id === undefined || rule.id > id)).map((rule) => rule.id);
    return ids.sort().slice(0, limit);
  }
}

export class LevelsInMemory extends StockLevels {
  readonly shelf = new Map<string, Shelf>();
  readonly watched: string[] = [];

  async shelves(rules: readonly StockRule[]): Promise<ReadonlyMap<string, Shelf>> {
    return new Map(rules.map(({ id }) => [id, this.shelf.get(id) ?? { usable: 0, lots: [] }]));
  }

  async watch({ id }: StockRule): Promise<void> {
    this.watched.push(id);
  }

  async unwatch({ id }: StockRule): Promise<void> {
    this.watched.splice(this.watched.indexOf(id), 1);
  }

  async gauge(): Promise<void> {
    return undefined;
  }
}

export class AlertsInMemory extends StockAlerts {
  readonly all: StockAlert[] = [];

  add(alert: StockAlert): void {
    this.all.push(alert);
  }

  async get(id: string): Promise<StockAlert> {
    const alert = this.all.find((each) => each.id === id);
    if (!alert) throw new NotFound('stock alert');
    return alert;
  }

  async unresolved(ruleIds: readonly string[]): Promise<StockAlert[]> {
    return this.all.filter(({ ruleId, status }) => ruleIds.includes(ruleId) && status !== 'resolved');
  }

  async save(): Promise<void> {
    return undefined;
  }
}

export class KeptNotices extends StockNotices {
  /** Kinds of alerts that somebody was told of, in order. */
  readonly told: string[] = [];

  async request(notices: readonly StockNotice[]): Promise<void> {
    this.told.push(...notices.map(({ alert, lot }) => (lot ? `${alert.kind} ${lot.lotNumber}` : alert.kind)));
  }
}

/** All facilities have the same day. */
export class OneDay extends FacilityDays {
  constructor(private readonly today: Temporal.PlainDate) {
    super();
  }

  async on(): Promise<Temporal.PlainDate> {
    return this.today;
  }

  async everywhere(): Promise<ReadonlyMap<string, Temporal.PlainDate>> {
    return new Map([['f', this.today]]);
  }
}
