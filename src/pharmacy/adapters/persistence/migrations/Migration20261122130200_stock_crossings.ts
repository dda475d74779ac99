import { Migration } from '@mikro-orm/migrations';

/** What a crossing is stands by itself, so that the sweep finds what is to be told of without locking everything that is watched. */
export class Migration20261122130200_stock_crossings extends Migration {
  override up(): void {
    this.addSql(`
      create function pharmacy.crossing_of(rule pharmacy.stock_rules, told integer, usable integer) returns text language sql immutable
      return case
        when told > 0 and usable = 0 then 'stock-fell'
        when told > rule.reorder_point and usable <= rule.reorder_point then 'stock-fell'
        when told < rule.hysteresis_margin and usable >= rule.hysteresis_margin then 'stock-recovered'
        when told < rule.reorder_point + rule.hysteresis_margin and usable >= rule.reorder_point + rule.hysteresis_margin
          then 'stock-recovered'
      end;
      comment on function pharmacy.crossing_of is
        'What there is to tell of stock that had so many usable units when it was last told of; null where no threshold was crossed.';`);
    this.addSql(GAUGE);
  }
}

const GAUGE = `
  create or replace function pharmacy.gauge_stock(place uuid, medicine uuid, day date default null) returns void language plpgsql as $$
  declare
    level pharmacy.stock_levels;
    rule pharmacy.stock_rules;
    shelf record;
    crossing text;
    now_conditions text;
  begin
    select * into level from pharmacy.stock_levels where location_id = place and medication_id = medicine for no key update;
    if not found then
      return;
    end if;
    select * into strict rule from pharmacy.stock_rules where id = level.rule_id;
    select * into strict shelf from pharmacy.shelf_of(place, medicine, greatest(level.today, day), rule.expiry_notice_days);
    now_conditions := pharmacy.conditions_of(shelf.lots);
    crossing := pharmacy.crossing_of(rule, level.told, shelf.usable);
    if crossing is null and now_conditions = level.conditions and day is not distinct from least(day, level.today) then
      return;
    end if;
    update pharmacy.stock_levels
      set told = case when crossing is null then told else shelf.usable end,
        conditions = now_conditions, today = greatest(level.today, day)
      where location_id = place and medication_id = medicine;
    if crossing is not null then
      perform pharmacy.tell_of_stock(crossing, rule, shelf.usable);
    end if;
    if now_conditions <> level.conditions then
      perform pharmacy.tell_of_stock('stock-condition-changed', rule, shelf.usable);
    end if;
  end $$;`;
