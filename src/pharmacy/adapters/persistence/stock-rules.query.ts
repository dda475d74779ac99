import { NotFound } from '#kernel';
import type { Sql } from '#persistence';
import type { StockFilter, Within } from './stock.query.js';

/** A rule as a screen shows one. */
export interface StockRuleView {
  id: string;
  facilityId: string;
  locationId: string;
  medicationId: string;
  reorderPoint: number;
  targetLevel: number;
  hysteresisMargin: number;
  expiryNoticeDays: number;
  renotifyHours: number;
  notifyRoles: string[];
  leadTimeDays: number;
  serviceLevel: number;
  budgetCap?: { amount: string; currency: string };
  version: number;
}

type Row = Omit<StockRuleView, 'budgetCap'> & { budgetCap: StockRuleView['budgetCap'] | null };

const SELECT = `
  select id, facility_id as "facilityId", location_id as "locationId", medication_id as "medicationId", reorder_point as "reorderPoint",
    target_level as "targetLevel", hysteresis_margin as "hysteresisMargin", expiry_notice_days as "expiryNoticeDays",
    renotify_hours as "renotifyHours", notify_roles as "notifyRoles", lead_time_days as "leadTimeDays", service_level as "serviceLevel",
    budget_cap as "budgetCap", version
  from pharmacy.stock_rules where ended_at is null`;

/** Rules in force, for reading. */
export class StockRulesQuery {
  constructor(private readonly sql: Sql) {}

  /** @throws NotFound where there is none, or it is not visible */
  async one(id: string, within: Within): Promise<StockRuleView> {
    const row = await this.sql.first<Row>(`${SELECT} and id = $1 and ($2::uuid[] is null or facility_id = any($2))`, [id, within ?? null]);
    if (!row) throw new NotFound('stock rule');
    return viewOf(row);
  }

  /** By location and medication; one more than `limit` where there are more. */
  async page({ locationId, medicationId }: StockFilter, within: Within, limit: number, after?: string[]): Promise<StockRuleView[]> {
    const rows = await this.sql.query<Row>(
      `${SELECT} and ($1::uuid is null or location_id = $1) and ($2::uuid is null or medication_id = $2)
         and ($3::uuid[] is null or facility_id = any($3)) and ($4::uuid is null or (location_id, medication_id) > ($4, $5::uuid))
       order by location_id, medication_id limit $6`,
      [locationId ?? null, medicationId ?? null, within ?? null, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    );
    return rows.map(viewOf);
  }
}

function viewOf({ budgetCap, ...row }: Row): StockRuleView {
  return budgetCap ? { ...row, budgetCap } : row;
}
