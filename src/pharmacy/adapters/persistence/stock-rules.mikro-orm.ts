import { defineEntity, p } from '@mikro-orm/core';
import { NotFound } from '#kernel';
import { type Entities, explainConstraint, InstantType, type Sql } from '#persistence';
import { StockRule } from '../../domain/stock-rule.js';
import { StockRules } from '../../domain/stock-watch.js';

export const StockRuleMapping = defineEntity({
  class: StockRule as never,
  tableName: 'stock_rules',
  schema: 'pharmacy',
  properties: {
    id: p.uuid().primary(),
    facilityId: p.uuid(),
    locationId: p.uuid(),
    medicationId: p.uuid(),
    reorderPoint: p.integer(),
    targetLevel: p.integer(),
    hysteresisMargin: p.integer(),
    expiryNoticeDays: p.integer(),
    renotifyHours: p.integer(),
    notifyRoles: p.array<string>(),
    leadTimeDays: p.integer(),
    serviceLevel: p.double(),
    budgetCap: p.json<{ amount: string; currency: string }>().nullable(),
    endedAt: p.type(InstantType).nullable(),
    version: p.integer().version(),
  },
});

explainConstraint('stock_rules_medication', () => new NotFound('medication'));

export class MikroOrmStockRules extends StockRules {
  constructor(
    private readonly entities: Entities,
    private readonly sql: Sql,
  ) {
    super();
  }

  override async add(rule: StockRule): Promise<void> {
    this.entities.add(rule, 'stock-rule');
    await this.entities.insertAdded();
  }

  override save(): Promise<void> {
    return this.entities.save();
  }

  override async hold(locationId: string, medicationId: string): Promise<StockRule | undefined> {
    const rows = await this.sql.lock<{ id: string }>(
      `select id from pharmacy.stock_rules where location_id = $1 and medication_id = $2 and ended_at is null for no key update`,
      [locationId, medicationId],
    );
    return (await this.read(rows.map(({ id }) => id)))[0];
  }

  override async get(id: string): Promise<StockRule> {
    const rule = await this.entities.find(StockRule, { id, endedAt: null });
    if (!rule) throw new NotFound('stock rule');
    return rule;
  }

  override read(ids: readonly string[]): Promise<StockRule[]> {
    return this.entities.findAll(StockRule, { id: { $in: [...ids] } });
  }

  override async lock(ids: readonly string[]): Promise<StockRule[]> {
    const text = 'select id from pharmacy.stock_rules where id = any($1::uuid[]) order by id for no key update';
    return this.read((await this.sql.lock<{ id: string }>(text, [ids])).map(({ id }) => id));
  }

  override async idsAfter(id: string | undefined, limit: number): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      'select id from pharmacy.stock_rules where ended_at is null and ($1::uuid is null or id > $1) order by id limit $2',
      [id ?? null, limit],
    );
    return rows.map((row) => row.id);
  }
}
