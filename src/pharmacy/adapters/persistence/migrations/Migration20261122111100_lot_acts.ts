import { Migration } from '@mikro-orm/migrations';

/** What is done with lots, adjustments with their reversals, and the witness of both. */
export class Migration20261122111100_lot_acts extends Migration {
  override up(): void {
    this.addSql(LOT_ACTS);
    this.addSql(USABLE);
    this.addSql(ADJUSTMENTS);
  }
}

const LOT_ACTS = `
  alter table pharmacy.lots
    add column pending_action text,
    add column pending_reason text check (length(pending_reason) between 1 and 500),
    add column pending_by text,
    add constraint lots_pending check (num_nonnulls(pending_action, pending_reason, pending_by) in (0, 3));
  create index lots_to_expire on pharmacy.lots (facility_id, expires_on) where status = 'available';

  create table pharmacy.lot_acts (
    id uuid primary key,
    lot_id uuid not null references pharmacy.lots (id),
    action text not null,
    from_status text not null,
    to_status text not null,
    reason text not null check (length(reason) between 1 and 500),
    actor text not null,
    witness text,
    at timestamptz not null,
    constraint lot_acts_witness check (witness <> actor)
  );
  create index lot_acts_lot_id on pharmacy.lot_acts (lot_id, at);
  create trigger lot_acts_append_only before update or delete on pharmacy.lot_acts
    for each row execute function pharmacy.refuse_rewriting();`;

/** What waits for a witness may be unsafe, so nobody gets it until that is settled. */
const USABLE = `
  create function pharmacy.is_usable(lot pharmacy.lots, today date) returns boolean
    language sql immutable return lot.status = 'available' and lot.pending_action is null and lot.expires_on >= today;
  comment on function pharmacy.is_usable(pharmacy.lots, date) is
    'Whether stock of a lot may be given out on a date of the facility. The one place that says so; see usable_quantity.';

  create function pharmacy.usable_quantity(lot pharmacy.lots, on_hand integer, reserved integer, today date) returns integer
    language sql immutable return case when pharmacy.is_usable(lot, today) then on_hand - reserved else 0 end;
  comment on function pharmacy.usable_quantity(pharmacy.lots, integer, integer, date) is
    'How much of a balance may be given out to somebody new.';

  create or replace function pharmacy.post_movement() returns trigger language plpgsql as $$
  declare
    lot pharmacy.lots;
  begin
    select * into strict lot from pharmacy.lots l where l.id = new.lot_id for share;
    if new.medication_id <> lot.medication_id or new.facility_id <> lot.facility_id then
      raise exception 'the lot is of another medication or facility' using errcode = '23514', constraint = 'stock_movements_of_lot';
    end if;
    if new.kind = 'dispense' and not pharmacy.is_usable(lot, new.local_date) then
      raise exception 'the lot is not usable' using errcode = '23514', constraint = 'stock_movements_usable';
    end if;
    update pharmacy.stock_balances set on_hand = on_hand + new.quantity where location_id = new.location_id and lot_id = new.lot_id;
    if not found then
      insert into pharmacy.stock_balances (location_id, lot_id, facility_id, on_hand)
      values (new.location_id, new.lot_id, new.facility_id, new.quantity);
    end if;
    insert into pharmacy.stock_cards (location_id, medication_id, balance, entries)
      values (new.location_id, new.medication_id, 0, 0) on conflict do nothing;
    update pharmacy.stock_cards set balance = stock_cards.balance + new.quantity, entries = entries + 1
      where location_id = new.location_id and medication_id = new.medication_id
      returning stock_cards.balance, entries into new.balance, new.entry;
    return new;
  end $$;
  drop function pharmacy.usable_quantity(text, date, integer, integer, date);
  drop function pharmacy.is_usable(text, date, date);`;

const ADJUSTMENTS = `
  create table pharmacy.stock_adjustments (
    id uuid primary key,
    facility_id uuid not null,
    location_id uuid not null,
    status text not null check (status in ('awaiting-witness', 'posted', 'cancelled')),
    reason text not null check (length(reason) between 1 and 500),
    lines jsonb not null check (jsonb_typeof(lines) = 'array'),
    reverses uuid references pharmacy.stock_adjustments (id),
    requested_by text not null,
    requested_at timestamptz not null,
    witnessed_by text,
    version integer not null default 1,
    constraint stock_adjustments_witness check (witnessed_by <> requested_by),
    constraint stock_adjustments_location foreign key (location_id, facility_id) references pharmacy.stock_locations (id, facility_id)
  );
  create unique index stock_adjustments_reverses on pharmacy.stock_adjustments (reverses) where status <> 'cancelled';
  create index stock_adjustments_location_id on pharmacy.stock_adjustments (location_id, requested_at);`;
