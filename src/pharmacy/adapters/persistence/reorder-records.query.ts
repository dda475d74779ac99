import { Money } from '#kernel';
import type { Entities, Sql } from '#persistence';
import { type DaysOfFacilities, ReorderRecords, type UsableLot, type UseWindow } from '../../application/reorder-ports.js';
import type { DayOfUse } from '../../domain/daily-use.js';
import { StockRule } from '../../domain/stock-rule.js';

/**
 * Units of the ledger and of demand that was not met, by day, for a window from `$1` to `$2` in the zone `$3`. A movement's instant
 * lies within two days of its local date anywhere; it names the partitions.
 */
const USE = `
  select v.location_id, v.medication_id, v.local_date as day, case v.kind when 'dispense' then -v.quantity else 0 end as dispensed,
    case v.kind when 'return' then v.quantity else 0 end as returned, 0 as unmet
  from pharmacy.stock_movements v
  where v.kind in ('dispense', 'return') and v.local_date between $1 and $2
    and v.at >= $1::date::timestamp at time zone 'UTC' - interval '2 days'
    and v.at < $2::date::timestamp at time zone 'UTC' + interval '3 days'
  union all
  select u.location_id, u.medication_id, (u.at at time zone $3)::date, 0, 0, u.quantity
  from pharmacy.unmet_demand u
  where u.at >= $1::date::timestamp at time zone $3 and u.at < ($2::date + 1)::timestamp at time zone $3`;

/** The records behind suggestions, for reading. */
export class ReorderRecordsQuery extends ReorderRecords {
  constructor(
    private readonly entities: Entities,
    private readonly sql: Sql,
  ) {
    super();
  }

  override async rules(locationId: string, limit: number, after: string | undefined): Promise<StockRule[]> {
    const rows = await this.sql.query<{ id: string }>(
      `select id from pharmacy.stock_rules where location_id = $1 and ended_at is null and ($2::uuid is null or medication_id > $2)
       order by medication_id limit $3`,
      [locationId, after ?? null, limit + 1],
    );
    const rules = await this.entities.findAll(StockRule, { id: { $in: rows.map(({ id }) => id) } });
    return rules.sort((one, other) => (one.medicationId < other.medicationId ? -1 : 1));
  }

  override async use(locationId: string, medicationIds: readonly string[], window: UseWindow): Promise<ReadonlyMap<string, DayOfUse[]>> {
    const rows = await this.sql.query<DayOfUse & { medicationId: string }>(
      `select medication_id as "medicationId", sum(dispensed)::integer as dispensed, sum(returned)::integer as returned,
         sum(unmet)::integer as unmet
       from (${USE}) u where location_id = $4 and medication_id = any($5::uuid[]) group by medication_id, day`,
      [...valuesOf(window), locationId, medicationIds],
    );
    return Map.groupBy(rows, ({ medicationId }) => medicationId);
  }

  override async lots(
    medicationIds: readonly string[],
    days: DaysOfFacilities,
    within: readonly string[] | undefined,
  ): Promise<ReadonlyMap<string, UsableLot[]>> {
    const rows = await this.sql.query<UsableLot>(
      `select b.location_id as "locationId", b.facility_id as "facilityId", l.medication_id as "medicationId", l.id as "lotId",
         l.number as "lotNumber", l.expires_on as "expiresOn", l.expires_on - d.today + 1 as "daysLeft",
         pharmacy.usable_quantity(l, b.on_hand, b.reserved, d.today) as quantity
       from pharmacy.lots l join pharmacy.stock_balances b on b.lot_id = l.id
       join unnest($2::uuid[], $3::date[]) as d (facility_id, today) on d.facility_id = b.facility_id
       where l.medication_id = any($1::uuid[]) and ($4::uuid[] is null or b.facility_id = any($4))
         and pharmacy.usable_quantity(l, b.on_hand, b.reserved, d.today) > 0
       order by l.expires_on, l.id, b.location_id`,
      [medicationIds, [...days.keys()], [...days.values()].map(String), within ?? null],
    );
    return Map.groupBy(rows, ({ medicationId }) => medicationId);
  }

  override async usedAt(places: readonly Pick<UsableLot, 'locationId' | 'medicationId'>[], window: UseWindow): Promise<number[]> {
    if (places.length === 0) return [];
    const rows = await this.sql.query<{ used: number }>(
      `select coalesce(sum(u.dispensed - u.returned + u.unmet), 0)::integer as used
       from unnest($4::uuid[], $5::uuid[]) with ordinality as p (location_id, medication_id, n)
       left join (${USE}) u on u.location_id = p.location_id and u.medication_id = p.medication_id
       group by p.n order by p.n`,
      [...valuesOf(window), places.map(({ locationId }) => locationId), places.map(({ medicationId }) => medicationId)],
    );
    return rows.map(({ used }) => used);
  }

  override async unitCosts(facilityId: string, medicationIds: readonly string[]): Promise<ReadonlyMap<string, Money>> {
    const rows = await this.sql.query<{ id: string; amount: string; currency: string }>(
      `select m.id, last.cost ->> 'amount' as amount, last.cost ->> 'currency' as currency
       from unnest($2::uuid[]) as m (id)
       cross join lateral (
         select line -> 'unitCost' as cost from pharmacy.stock_receipts r cross join lateral jsonb_array_elements(r.lines) line
         where r.facility_id = $1 and r.lines @> jsonb_build_array(jsonb_build_object('medicationId', m.id))
           and line ->> 'medicationId' = m.id::text and line ? 'unitCost'
         order by r.received_at desc, r.id desc limit 1) last`,
      [facilityId, medicationIds],
    );
    return new Map(rows.map(({ id, amount, currency }) => [id, Money.parse(amount, currency)]));
  }
}

function valuesOf({ from, to, timeZone }: UseWindow): string[] {
  return [from.toString(), to.toString(), timeZone];
}
