import { NotFound } from '#kernel';
import { instantText, type Sql } from '#persistence';
import type { StockAlertStatus } from '../../domain/stock-alert-machine.js';
import type { StockAlertKind } from '../../domain/stock-findings.js';
import type { Within } from './stock.query.js';

/** An alert as a screen shows one. */
export interface StockAlertView {
  id: string;
  ruleId: string;
  facilityId: string;
  locationId: string;
  medicationId: string;
  lotId?: string;
  lotNumber?: string;
  kind: StockAlertKind;
  status: StockAlertStatus;
  quantity: number;
  raisedAt: string;
  notices: number;
  notifiedAt?: string;
  acknowledgedBy?: string;
  acknowledgedAt?: string;
  snoozedBy?: string;
  snoozedUntil?: string;
  resolvedAt?: string;
  version: number;
}

export interface StockAlertFilter {
  status?: string;
  kind?: string;
  locationId?: string;
  medicationId?: string;
}

/** What people call the place and the medication of a rule. */
export interface PlaceNames {
  location: string;
  medication: string;
}

const SELECT = `
  select a.id, a.rule_id as "ruleId", a.facility_id as "facilityId", a.location_id as "locationId", a.medication_id as "medicationId",
    a.lot_id as "lotId", l.number as "lotNumber", a.kind, a.status, a.quantity, a.raised_at as "raisedAt", a.notices,
    a.notified_at as "notifiedAt", a.acknowledged_by as "acknowledgedBy", a.acknowledged_at as "acknowledgedAt",
    a.snoozed_by as "snoozedBy", a.snoozed_until as "snoozedUntil", a.resolved_at as "resolvedAt", a.version
  from pharmacy.stock_alerts a left join pharmacy.lots l on l.id = a.lot_id`;

const INSTANTS = ['raisedAt', 'notifiedAt', 'acknowledgedAt', 'snoozedUntil', 'resolvedAt'];

/** Alerts for reading. */
export class StockAlertsQuery {
  constructor(private readonly sql: Sql) {}

  /** @throws NotFound where there is none, or it is not visible */
  async one(id: string, within: Within): Promise<StockAlertView> {
    const text = `${SELECT} where a.id = $1 and ($2::uuid[] is null or a.facility_id = any($2))`;
    const row = await this.sql.first<StockAlertView>(text, [id, within ?? null]);
    if (!row) throw new NotFound('stock alert');
    return viewOf(row);
  }

  /** The latest first; one more than `limit` where there are more. */
  async page(filter: StockAlertFilter, within: Within, limit: number, before?: string): Promise<StockAlertView[]> {
    const { status, kind, locationId, medicationId } = filter;
    const rows = await this.sql.query<StockAlertView>(
      `${SELECT} where ($1::text is null or a.status = $1) and ($2::text is null or a.kind = $2)
         and ($3::uuid is null or a.location_id = $3) and ($4::uuid is null or a.medication_id = $4)
         and ($5::uuid[] is null or a.facility_id = any($5)) and ($6::uuid is null or a.id < $6)
       order by a.id desc limit $7`,
      [status ?? null, kind ?? null, locationId ?? null, medicationId ?? null, within ?? null, before ?? null, limit + 1],
    );
    return rows.map(viewOf);
  }

  /** Names for messages, by the id of the rule. */
  async namesFor(ruleIds: readonly string[]): Promise<ReadonlyMap<string, PlaceNames>> {
    const rows = await this.sql.query<PlaceNames & { id: string }>(
      `select r.id, s.name as location,
         case when position(m.strength in m.name) > 0 then m.name else m.name || ' ' || m.strength end as medication
       from pharmacy.stock_rules r
       join pharmacy.stock_locations s on s.id = r.location_id
       join pharmacy.medications m on m.id = r.medication_id
       where r.id = any($1::uuid[])`,
      [ruleIds],
    );
    return new Map(rows.map(({ id, ...names }) => [id, names]));
  }
}

function viewOf(row: StockAlertView): StockAlertView {
  const present = Object.entries(row).filter(([, value]) => value !== null);
  return Object.fromEntries(present.map(([name, value]) => [name, INSTANTS.includes(name) ? instantText(value) : value])) as never;
}
