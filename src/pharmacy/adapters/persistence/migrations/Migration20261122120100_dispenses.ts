import { Migration } from '@mikro-orm/migrations';

/** Medicines that are given out: what for, of which lots, who watched; and stock that is promised until then. */
export class Migration20261122120100_dispenses extends Migration {
  override up(): void {
    this.addSql(DISPENSES);
    this.addSql(DRAWS);
    this.addSql(RESERVATIONS);
    this.addSql(COSTS);
  }
}

const DISPENSES = `
  create table pharmacy.dispenses (
    id uuid primary key,
    facility_id uuid not null,
    location_id uuid not null,
    prescription_id uuid not null constraint dispenses_prescription references pharmacy.prescriptions (id),
    patient_id uuid not null constraint dispenses_patient references patients.patients (id),
    status text not null check (status in ('draft', 'reserved', 'awaiting-witness', 'completed', 'cancelled', 'declined')),
    controlled boolean not null,
    requested_by text not null,
    requested_at timestamptz not null,
    reserved_until timestamptz,
    verified_by text,
    verified_at timestamptz,
    dispensed_by text,
    witnessed_by text,
    completed_at timestamptz,
    reason_code text check (reason_code ~ '^[a-z]+(-[a-z]+)*$'),
    reason text check (length(reason) between 1 and 500),
    version integer not null default 1,
    constraint dispenses_location foreign key (location_id, facility_id) references pharmacy.stock_locations (id, facility_id),
    constraint dispenses_witness check (witnessed_by <> dispensed_by),
    constraint dispenses_watched check (status <> 'completed' or not controlled or witnessed_by is not null),
    constraint dispenses_completed check ((status = 'completed') = (completed_at is not null)),
    constraint dispenses_dispensed check (status not in ('awaiting-witness', 'completed') or dispensed_by is not null),
    constraint dispenses_reserved check ((status in ('reserved', 'awaiting-witness')) = (reserved_until is not null)),
    constraint dispenses_verified check ((verified_by is null) = (verified_at is null)),
    constraint dispenses_ended check ((status in ('cancelled', 'declined')) = (reason_code is not null))
  );
  create index dispenses_of_patient on pharmacy.dispenses (patient_id, id);
  create index dispenses_of_prescription on pharmacy.dispenses (prescription_id, id);
  create index dispenses_at_location on pharmacy.dispenses (location_id, id);
  create index dispenses_of_facility on pharmacy.dispenses (facility_id, id);
  create index dispenses_overdue on pharmacy.dispenses (reserved_until) where reserved_until is not null;

  create table pharmacy.dispense_lines (
    id uuid primary key,
    dispense_id uuid not null references pharmacy.dispenses (id),
    position integer not null check (position >= 0),
    prescription_line_id uuid not null references pharmacy.prescription_lines (id),
    medication_id uuid not null references pharmacy.medications (id),
    quantity integer not null check (quantity > 0),
    constraint dispense_lines_in_order unique (dispense_id, position),
    constraint dispense_lines_once unique (dispense_id, prescription_line_id)
  );
  create index dispense_lines_of_prescription_line on pharmacy.dispense_lines (prescription_line_id);`;

/** The price is as it was known when it was given out. */
const DRAWS = `
  create table pharmacy.dispense_draws (
    dispense_line_id uuid not null references pharmacy.dispense_lines (id),
    lot_id uuid not null references pharmacy.lots (id),
    quantity integer not null check (quantity > 0),
    returned integer not null default 0,
    unit_cost jsonb,
    primary key (dispense_line_id, lot_id),
    constraint dispense_draws_not_over_returned check (returned between 0 and quantity)
  );
  create index dispense_draws_lot_id on pharmacy.dispense_draws (lot_id);
  comment on column pharmacy.dispense_draws.unit_cost is 'Price of one unit of the lot, as it was last received: amount and currency.';`;

/**
 * A row is a promise; with the row it ends. What was promised and had to be taken back stands in the releases, with what
 * needed the stock.
 */
const RESERVATIONS = `
  create table pharmacy.stock_reservations (
    id uuid primary key,
    dispense_id uuid not null references pharmacy.dispenses (id),
    dispense_line_id uuid not null references pharmacy.dispense_lines (id),
    location_id uuid not null,
    lot_id uuid not null,
    quantity integer not null check (quantity > 0),
    at timestamptz not null,
    constraint stock_reservations_balance foreign key (location_id, lot_id) references pharmacy.stock_balances (location_id, lot_id),
    constraint stock_reservations_once unique (dispense_line_id, lot_id)
  );
  create index stock_reservations_dispense_id on pharmacy.stock_reservations (dispense_id);
  create index stock_reservations_lot on pharmacy.stock_reservations (lot_id, location_id, at, id);

  create function pharmacy.keep_reserved() returns trigger language plpgsql as $$
  begin
    if tg_op = 'INSERT' then
      update pharmacy.stock_balances set reserved = reserved + new.quantity where location_id = new.location_id and lot_id = new.lot_id;
      return new;
    end if;
    update pharmacy.stock_balances set reserved = reserved - old.quantity where location_id = old.location_id and lot_id = old.lot_id;
    return old;
  end $$;
  create trigger stock_reservations_keep_reserved after insert or delete on pharmacy.stock_reservations
    for each row execute function pharmacy.keep_reserved();
  create trigger stock_reservations_unchanged before update on pharmacy.stock_reservations
    for each row execute function pharmacy.refuse_rewriting();

  create table pharmacy.stock_reservation_releases (
    id uuid primary key,
    dispense_id uuid not null references pharmacy.dispenses (id),
    location_id uuid not null,
    lot_id uuid not null references pharmacy.lots (id),
    quantity integer not null check (quantity > 0),
    cause_kind text not null check (cause_kind ~ '^[a-z]+(-[a-z]+)*$'),
    cause_id uuid not null,
    at timestamptz not null
  );
  create index stock_reservation_releases_cause on pharmacy.stock_reservation_releases (cause_id);
  create index stock_reservation_releases_dispense_id on pharmacy.stock_reservation_releases (dispense_id);`;

/** By a trigger, so that whatever version of the product takes a delivery in keeps it. */
const COSTS = `
  create table pharmacy.lot_costs (
    lot_id uuid not null references pharmacy.lots (id),
    received_at timestamptz not null,
    receipt_id uuid not null references pharmacy.stock_receipts (id),
    unit_cost jsonb not null,
    primary key (lot_id, received_at, receipt_id)
  );
  comment on table pharmacy.lot_costs is 'What was paid for one unit of a lot, delivery by delivery: amount and currency.';

  create function pharmacy.keep_lot_costs() returns trigger language plpgsql as $$
  begin
    insert into pharmacy.lot_costs (lot_id, received_at, receipt_id, unit_cost)
      select (line ->> 'lotId')::uuid, new.received_at, new.id, line -> 'unitCost'
      from jsonb_array_elements(new.lines) as line where line ? 'unitCost' on conflict do nothing;
    return new;
  end $$;
  create trigger stock_receipts_keep_lot_costs after insert on pharmacy.stock_receipts
    for each row execute function pharmacy.keep_lot_costs();

  insert into pharmacy.lot_costs (lot_id, received_at, receipt_id, unit_cost)
    select (line ->> 'lotId')::uuid, r.received_at, r.id, line -> 'unitCost'
    from pharmacy.stock_receipts r cross join jsonb_array_elements(r.lines) as line where line ? 'unitCost' on conflict do nothing;`;
