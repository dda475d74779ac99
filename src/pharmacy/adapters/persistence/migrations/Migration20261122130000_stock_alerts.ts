import { Migration } from '@mikro-orm/migrations';

/** Rules of how much is to be in stock, the alerts that they raise, and what notices at once that a rule is concerned. */
export class Migration20261122130000_stock_alerts extends Migration {
  override up(): void {
    this.addSql(RULES);
    this.addSql(ALERTS);
    this.addSql(SHELVES);
    this.addSql(LEVELS);
    this.addSql(GAUGE);
    this.addSql(TRIGGERS);
  }
}

const RULES = `
  create table pharmacy.stock_rules (
    id uuid primary key,
    facility_id uuid not null,
    location_id uuid not null,
    medication_id uuid not null constraint stock_rules_medication references pharmacy.medications (id),
    reorder_point integer not null check (reorder_point >= 0),
    target_level integer not null,
    hysteresis_margin integer not null check (hysteresis_margin >= 1),
    expiry_notice_days integer not null check (expiry_notice_days >= 0),
    renotify_hours integer not null check (renotify_hours >= 1),
    notify_roles text[] not null check (cardinality(notify_roles) >= 1),
    lead_time_days integer not null check (lead_time_days >= 0),
    service_level double precision not null check (service_level between 50 and 99.9),
    budget_cap jsonb check (jsonb_typeof(budget_cap) = 'object'),
    ended_at timestamptz,
    version integer not null default 1,
    constraint stock_rules_levels check (target_level >= reorder_point + hysteresis_margin),
    constraint stock_rules_of_place unique (id, location_id, medication_id),
    constraint stock_rules_location foreign key (location_id, facility_id) references pharmacy.stock_locations (id, facility_id)
  );
  create unique index stock_rules_one on pharmacy.stock_rules (location_id, medication_id) where ended_at is null;
  create index stock_rules_medication_id on pharmacy.stock_rules (medication_id);`;

const ALERTS = `
  create table pharmacy.stock_alerts (
    id uuid primary key,
    rule_id uuid not null,
    facility_id uuid not null,
    location_id uuid not null,
    medication_id uuid not null,
    lot_id uuid references pharmacy.lots (id),
    kind text not null check (kind in ('low-stock', 'out-of-stock', 'expiring', 'expired-on-shelf', 'recalled')),
    status text not null check (status in ('open', 'acknowledged', 'snoozed', 'resolved')),
    quantity integer not null check (quantity >= 0),
    raised_at timestamptz not null,
    notices integer not null default 0,
    notified_at timestamptz,
    acknowledged_by text,
    acknowledged_at timestamptz,
    snoozed_by text,
    snoozed_until timestamptz,
    resolved_at timestamptz,
    version integer not null default 1,
    constraint stock_alerts_lot check ((lot_id is null) = (kind in ('low-stock', 'out-of-stock'))),
    constraint stock_alerts_snoozed check (status <> 'snoozed' or (snoozed_until is not null and snoozed_by is not null)),
    constraint stock_alerts_resolved check ((status = 'resolved') = (resolved_at is not null)),
    constraint stock_alerts_rule foreign key (rule_id, location_id, medication_id)
      references pharmacy.stock_rules (id, location_id, medication_id)
  );
  create unique index stock_alerts_one_open on pharmacy.stock_alerts (rule_id, kind, lot_id) nulls not distinct
    where status <> 'resolved';
  create index stock_alerts_facility_id on pharmacy.stock_alerts (facility_id, id);
  create index stock_alerts_location_id on pharmacy.stock_alerts (location_id, id);
  create index stock_alerts_lot_id on pharmacy.stock_alerts (lot_id);
  comment on column pharmacy.stock_alerts.quantity is 'When it was raised: usable units, or units of the lot on the shelf.';`;

const SHELVES = `
  create function pharmacy.lot_condition(lot pharmacy.lots, today date, notice_days integer) returns text
    language sql immutable return case
      when lot.status = 'recalled' then 'recalled'
      when lot.status in ('damaged', 'destroyed') then null
      when lot.status = 'expired' or lot.expires_on < today then 'expired-on-shelf'
      when lot.expires_on <= today + notice_days then 'expiring'
    end;
  comment on function pharmacy.lot_condition is
    'Why stock of a lot needs somebody who looks after it, on a date of the facility; null where nothing does.';

  create function pharmacy.shelf_of(place uuid, medicine uuid, today date, notice_days integer) returns table (usable integer, lots jsonb)
    language sql stable as $$
    select coalesce(sum(pharmacy.usable_quantity(l, b.on_hand, b.reserved, today)), 0)::integer,
      coalesce(jsonb_agg(jsonb_build_object('lotId', l.id, 'condition', c.condition, 'lotNumber', l.number,
        'expiresOn', l.expires_on, 'onHand', b.on_hand) order by l.id) filter (where c.condition is not null), '[]')
    from pharmacy.lots l
    join pharmacy.stock_balances b on b.lot_id = l.id and b.location_id = place
    cross join lateral (select pharmacy.lot_condition(l, today, notice_days) as condition) c
    where l.medication_id = medicine and b.on_hand > 0
  $$;
  comment on function pharmacy.shelf_of is
    'What a location may give out of a medication on a date of the facility, and its lots that need somebody who looks after them.';`;

const LEVELS = `
  create table pharmacy.stock_levels (
    location_id uuid not null,
    medication_id uuid not null,
    rule_id uuid not null references pharmacy.stock_rules (id),
    today date not null,
    told integer not null,
    conditions text not null,
    primary key (location_id, medication_id)
  );
  create index stock_levels_rule_id on pharmacy.stock_levels (rule_id);
  comment on table pharmacy.stock_levels is
    'What was last told of stock that has a rule. Whoever moves such stock locks its row, so that nobody crosses a threshold unseen.';
  comment on column pharmacy.stock_levels.today is 'The day of the facility as the application last said.';
  comment on column pharmacy.stock_levels.told is 'Usable units when a threshold was last crossed.';
  comment on column pharmacy.stock_levels.conditions is 'Lots that need somebody who looks after them, and why.';`;

/** The row is locked by a statement of its own, so that those after it see what others have committed meanwhile. */
const GAUGE = `
  create function pharmacy.tell_of_stock(what text, rule pharmacy.stock_rules, usable integer) returns void language sql as $$
    insert into platform.outbox (id, type, aggregate_id, payload)
    values (gen_random_uuid(), 'pharmacy.' || what || '.v1', rule.id, jsonb_build_object('ruleId', rule.id, 'facilityId', rule.facility_id,
      'locationId', rule.location_id, 'medicationId', rule.medication_id, 'usable', usable, 'reorderPoint', rule.reorder_point));
    notify aceso_outbox;
  $$;

  create function pharmacy.conditions_of(lots jsonb) returns text language sql immutable return (
    select coalesce(string_agg(each ->> 'lotId' || ' ' || (each ->> 'condition'), ' '), '') from jsonb_array_elements(lots) each);

  create function pharmacy.gauge_stock(place uuid, medicine uuid, day date default null) returns void language plpgsql as $$
  declare
    level pharmacy.stock_levels;
    rule pharmacy.stock_rules;
    shelf record;
    now_conditions text;
    fell boolean;
    rose boolean;
  begin
    select * into level from pharmacy.stock_levels where location_id = place and medication_id = medicine for no key update;
    if not found then
      return;
    end if;
    select * into strict rule from pharmacy.stock_rules where id = level.rule_id;
    select * into strict shelf from pharmacy.shelf_of(place, medicine, greatest(level.today, day), rule.expiry_notice_days);
    now_conditions := pharmacy.conditions_of(shelf.lots);
    fell := (level.told > 0 and shelf.usable = 0) or (level.told > rule.reorder_point and shelf.usable <= rule.reorder_point);
    rose := (level.told < rule.hysteresis_margin and shelf.usable >= rule.hysteresis_margin)
      or (level.told < rule.reorder_point + rule.hysteresis_margin and shelf.usable >= rule.reorder_point + rule.hysteresis_margin);
    if not (fell or rose or now_conditions <> level.conditions or coalesce(day > level.today, false)) then
      return;
    end if;
    update pharmacy.stock_levels
      set told = case when fell or rose then shelf.usable else told end, conditions = now_conditions, today = greatest(level.today, day)
      where location_id = place and medication_id = medicine;
    if fell then
      perform pharmacy.tell_of_stock('stock-fell', rule, shelf.usable);
    elsif rose then
      perform pharmacy.tell_of_stock('stock-recovered', rule, shelf.usable);
    end if;
    if now_conditions <> level.conditions then
      perform pharmacy.tell_of_stock('stock-condition-changed', rule, shelf.usable);
    end if;
  end $$;
  comment on function pharmacy.gauge_stock is
    'Tells of stock that crossed a threshold of its rule, or whose lots are in another condition, since it was last told of.';

  create function pharmacy.watch_stock(watched uuid, day date) returns void language plpgsql as $$
  declare
    rule pharmacy.stock_rules;
    shelf record;
  begin
    select * into strict rule from pharmacy.stock_rules where id = watched;
    perform from pharmacy.stock_levels where location_id = rule.location_id and medication_id = rule.medication_id for no key update;
    select * into strict shelf from pharmacy.shelf_of(rule.location_id, rule.medication_id, day, rule.expiry_notice_days);
    insert into pharmacy.stock_levels (location_id, medication_id, rule_id, today, told, conditions)
    values (rule.location_id, rule.medication_id, rule.id, day, shelf.usable, pharmacy.conditions_of(shelf.lots))
    on conflict (location_id, medication_id) do update
      set rule_id = excluded.rule_id, today = excluded.today, told = excluded.told, conditions = excluded.conditions;
  end $$;
  comment on function pharmacy.watch_stock is 'Takes what is there now as told of, for a rule that is new or has changed.';`;

/**
 * At the end of the transaction, so that nobody holds a level while others wait to move something else of the medication, and
 * what goes and comes back within one transaction is no crossing.
 */
const TRIGGERS = `
  create function pharmacy.gauge_changed_balance() returns trigger language plpgsql as $$
  begin
    perform pharmacy.gauge_stock(new.location_id, l.medication_id) from pharmacy.lots l where l.id = new.lot_id;
    return null;
  end $$;
  create constraint trigger stock_balances_added after insert on pharmacy.stock_balances
    deferrable initially deferred for each row when (new.on_hand > 0) execute function pharmacy.gauge_changed_balance();
  create constraint trigger stock_balances_changed after update on pharmacy.stock_balances
    deferrable initially deferred for each row when (old.on_hand <> new.on_hand or old.reserved <> new.reserved)
    execute function pharmacy.gauge_changed_balance();

  create function pharmacy.gauge_changed_lot() returns trigger language plpgsql as $$
  begin
    perform pharmacy.gauge_stock(b.location_id, new.medication_id) from (
      select location_id from pharmacy.stock_balances where lot_id = new.id order by 1) b;
    return null;
  end $$;
  create constraint trigger lots_changed after update on pharmacy.lots
    deferrable initially deferred for each row
    when (old.status <> new.status or old.pending_action is distinct from new.pending_action)
    execute function pharmacy.gauge_changed_lot();`;
