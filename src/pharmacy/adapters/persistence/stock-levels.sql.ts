import type { Sql } from '#persistence';
import type { Shelf } from '../../domain/stock-findings.js';
import type { StockRule } from '../../domain/stock-rule.js';
import { StockLevels } from '../../domain/stock-watch.js';

/** Levels are kept by functions of the database, which its triggers call with every movement, reservation and act on a lot. */
export class SqlStockLevels extends StockLevels {
  constructor(private readonly sql: Sql) {
    super();
  }

  override async shelves(
    rules: readonly StockRule[],
    days: ReadonlyMap<string, Temporal.PlainDate>,
  ): Promise<ReadonlyMap<string, Shelf>> {
    const rows = await this.sql.query<Shelf & { id: string }>(
      `select r.id, s.usable, s.lots from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::date[], $5::integer[])
         as r (id, location_id, medication_id, today, notice_days)
       cross join lateral pharmacy.shelf_of(r.location_id, r.medication_id, r.today, r.notice_days) s`,
      [
        rules.map(({ id }) => id),
        rules.map(({ locationId }) => locationId),
        rules.map(({ medicationId }) => medicationId),
        rules.map(({ facilityId }) => days.get(facilityId)!.toString()),
        rules.map(({ expiryNoticeDays }) => expiryNoticeDays),
      ],
    );
    return new Map(rows.map(({ id, ...shelf }) => [id, shelf]));
  }

  override async watch({ id }: StockRule, today: Temporal.PlainDate): Promise<void> {
    await this.sql.lock('select pharmacy.watch_stock($1, $2)', [id, today.toString()]);
  }

  override async unwatch({ id }: StockRule): Promise<void> {
    await this.sql.execute('delete from pharmacy.stock_levels where rule_id = $1', [id]);
  }

  /** Looks first and locks then: most of what is watched is as it was told of. */
  override async gauge(ruleIds: readonly string[], days: ReadonlyMap<string, Temporal.PlainDate>): Promise<void> {
    await this.sql.lock(
      `select pharmacy.gauge_stock(w.location_id, w.medication_id, w.today) from (
         select r.location_id, r.medication_id, d.today
         from pharmacy.stock_rules r
         join pharmacy.stock_levels l on l.rule_id = r.id
         join unnest($2::uuid[], $3::date[]) as d (facility_id, today) on d.facility_id = r.facility_id
         cross join lateral pharmacy.shelf_of(r.location_id, r.medication_id, d.today, r.expiry_notice_days) s
         where r.id = any($1::uuid[]) and (l.today < d.today or l.conditions <> pharmacy.conditions_of(s.lots)
           or pharmacy.crossing_of(r, l.told, s.usable) is not null)
         order by 1, 2) w`,
      [ruleIds, [...days.keys()], [...days.values()].map(String)],
    );
  }
}
