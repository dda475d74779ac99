import { Migration } from '@mikro-orm/migrations';

/** Stock locations, lots, receipts, the append-only ledger of stock and the balances that it keeps. */
export class Migration20261122111000_stock extends Migration {
  override up(): void {
    this.addSql(PLACES);
    this.addSql(LOTS);
    this.addSql(BALANCES);
    this.addSql(MOVEMENTS);
    this.addSql(POSTING);
    this.addSql(APPEND_ONLY);
    this.addSql(PARTITIONS);
  }
}

const PLACES = `
  create table pharmacy.stock_locations (
    id uuid primary key,
    facility_id uuid not null constraint stock_locations_facility references staffing.facilities (id),
    name text not null check (length(name) between 1 and 200),
    version integer not null default 1,
    constraint stock_locations_of_facility unique (id, facility_id)
  );
  create unique index stock_locations_name on pharmacy.stock_locations (facility_id, lower(name));`;

/** A part other than 0 is stock that came back, and is told apart from what was never given out. */
const LOTS = `
  create table pharmacy.lots (
    id uuid primary key,
    facility_id uuid not null constraint lots_facility references staffing.facilities (id),
    medication_id uuid not null constraint lots_medication references pharmacy.medications (id),
    number text not null check (length(number) between 1 and 100),
    part integer not null default 0 check (part >= 0),
    expires_on date not null,
    status text not null default 'available'
      check (status in ('available', 'quarantined', 'recalled', 'expired', 'damaged', 'destroyed')),
    version integer not null default 1,
    constraint lots_number unique (facility_id, medication_id, number, part),
    constraint lots_of_facility unique (id, facility_id)
  );
  create index lots_medication_id on pharmacy.lots (medication_id, expires_on);

  create table pharmacy.stock_receipts (
    id uuid primary key,
    facility_id uuid not null,
    location_id uuid not null,
    supplier text check (length(supplier) between 1 and 200),
    lines jsonb not null check (jsonb_typeof(lines) = 'array'),
    received_by text not null,
    received_at timestamptz not null,
    version integer not null default 1,
    constraint stock_receipts_location foreign key (location_id, facility_id) references pharmacy.stock_locations (id, facility_id)
  );
  create index stock_receipts_location_id on pharmacy.stock_receipts (location_id, received_at);

  create function pharmacy.is_usable(status text, expires_on date, today date) returns boolean
    language sql immutable return status = 'available' and expires_on >= today;
  comment on function pharmacy.is_usable is
    'Whether stock of a lot may be given out on a date of the facility. The one place that says so; see usable_quantity.';

  create function pharmacy.usable_quantity(status text, expires_on date, on_hand integer, reserved integer, today date) returns integer
    language sql immutable return case when pharmacy.is_usable(status, expires_on, today) then on_hand - reserved else 0 end;
  comment on function pharmacy.usable_quantity is 'How much of a balance may be given out to somebody new.';`;

const BALANCES = `
  create table pharmacy.stock_balances (
    location_id uuid not null,
    lot_id uuid not null,
    facility_id uuid not null,
    on_hand integer not null default 0,
    reserved integer not null default 0,
    primary key (location_id, lot_id),
    constraint stock_balances_never_short check (on_hand >= 0 and reserved >= 0 and reserved <= on_hand),
    constraint stock_balances_location foreign key (location_id, facility_id) references pharmacy.stock_locations (id, facility_id),
    constraint stock_balances_lot foreign key (lot_id, facility_id) references pharmacy.lots (id, facility_id)
  );
  create index stock_balances_lot_id on pharmacy.stock_balances (lot_id);

  create table pharmacy.stock_cards (
    location_id uuid not null references pharmacy.stock_locations (id),
    medication_id uuid not null references pharmacy.medications (id),
    balance integer not null check (balance >= 0),
    entries integer not null,
    primary key (location_id, medication_id)
  );
  comment on table pharmacy.stock_cards is 'How much of a medication a location has, all lots together, after so many entries in the ledger.';`;

/** Rows of a partitioned table are unique per partition only; ids are random enough not to need more. */
const MOVEMENTS = `
  create table pharmacy.stock_movements (
    id uuid not null,
    at timestamptz not null,
    facility_id uuid not null,
    location_id uuid not null references pharmacy.stock_locations (id),
    lot_id uuid not null references pharmacy.lots (id),
    medication_id uuid not null references pharmacy.medications (id),
    quantity integer not null check (quantity <> 0),
    kind text not null check (kind ~ '^[a-z]+(-[a-z]+)*$'),
    reference_kind text not null check (reference_kind ~ '^[a-z]+(-[a-z]+)*$'),
    reference_id uuid not null,
    actor text not null,
    witness text,
    reason text check (length(reason) between 1 and 500),
    local_date date not null,
    entry integer not null,
    balance integer not null,
    primary key (at, id),
    constraint stock_movements_witness check (witness <> actor)
  ) partition by range (at);
  create index stock_movements_location on pharmacy.stock_movements (location_id, medication_id, at, id);
  create index stock_movements_lot on pharmacy.stock_movements (lot_id, at);
  create index stock_movements_medication on pharmacy.stock_movements (medication_id, at, id);
  create index stock_movements_reference on pharmacy.stock_movements (reference_id);
  create index stock_movements_entry on pharmacy.stock_movements (location_id, medication_id, entry);
  create table pharmacy.stock_movements_default partition of pharmacy.stock_movements default;
  comment on column pharmacy.stock_movements.local_date is 'The day of the facility on which the application posted it.';
  comment on column pharmacy.stock_movements.entry is 'Counts the entries of a medication at a location, from 1 and without gaps.';
  comment on column pharmacy.stock_movements.balance is 'All stock of the medication at the location after this entry.';`;

/** Whatever writes a movement changes the balance with it, so the two can't part. */
const POSTING = `
  create function pharmacy.post_movement() returns trigger language plpgsql as $$
  declare
    lot record;
  begin
    select l.status, l.expires_on, l.facility_id, l.medication_id into strict lot
      from pharmacy.lots l where l.id = new.lot_id for share;
    if new.medication_id <> lot.medication_id or new.facility_id <> lot.facility_id then
      raise exception 'the lot is of another medication or facility' using errcode = '23514', constraint = 'stock_movements_of_lot';
    end if;
    if new.kind = 'dispense' and not pharmacy.is_usable(lot.status, lot.expires_on, new.local_date) then
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
  create trigger stock_movements_post before insert on pharmacy.stock_movements
    for each row execute function pharmacy.post_movement();`;

const APPEND_ONLY = `
  create function pharmacy.refuse_rewriting() returns trigger language plpgsql as $$
  begin
    raise exception 'the ledger of stock is append-only' using errcode = '42501';
  end $$;
  create trigger stock_movements_append_only before update or delete on pharmacy.stock_movements
    for each row execute function pharmacy.refuse_rewriting();
  create trigger stock_movements_no_truncate before truncate on pharmacy.stock_movements
    for each statement execute function pharmacy.refuse_rewriting();

  create function pharmacy.keep_ledger_append_only() returns void
  language plpgsql security definer set search_path = pg_catalog as $$
  declare
    held record;
  begin
    for held in
      select c.oid::regclass as name, r.role,
        case when c.relispartition then 'all' else 'update, delete, truncate, references, trigger' end as rights
      from pg_class c
      cross join lateral (
        select distinct case when grantee = 0 then 'public' else grantee::regrole::text end as role
        from aclexplode(c.relacl) where grantee <> c.relowner
      ) r
      where c.relnamespace = 'pharmacy'::regnamespace and c.relkind in ('r', 'p') and c.relname ~ '^stock_movements(_\\w+)?$'
    loop
      execute format('revoke %s on %s from %s', held.rights, held.name, held.role);
    end loop;
  end $$;
  comment on function pharmacy.keep_ledger_append_only is 'Takes from everybody but the owner what could rewrite the ledger of stock.';`;

/** Rows of a month that had no partition stand in the default one, where they stay: a partition would have to take them over. */
const PARTITIONS = `
  create function pharmacy.make_stock_partitions(months integer) returns integer
  language plpgsql security definer set search_path = pg_catalog as $$
  declare
    first date := date_trunc('month', now() at time zone 'UTC')::date;
    month date;
    starts timestamptz;
    ends timestamptz;
    made integer := 0;
  begin
    for ahead in 0..months loop
      month := (first + make_interval(months => ahead))::date;
      starts := month::timestamp at time zone 'UTC';
      ends := (month + interval '1 month')::timestamp at time zone 'UTC';
      continue when to_regclass('pharmacy.stock_movements_' || to_char(month, 'YYYY_MM')) is not null
        or exists (select from pharmacy.stock_movements_default where at >= starts and at < ends);
      execute format('create table pharmacy.%I partition of pharmacy.stock_movements for values from (%L) to (%L)',
        'stock_movements_' || to_char(month, 'YYYY_MM'), starts, ends);
      made := made + 1;
    end loop;
    perform pharmacy.keep_ledger_append_only();
    return made;
  end $$;
  comment on function pharmacy.make_stock_partitions is 'Makes the partitions of this month and the given number of months ahead.';
  select pharmacy.make_stock_partitions(12);`;
