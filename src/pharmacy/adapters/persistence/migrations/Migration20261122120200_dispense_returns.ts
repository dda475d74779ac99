import { Migration } from '@mikro-orm/migrations';

/** What comes back of what was given out. That it is no more than went out is a constraint of `dispense_draws`. */
export class Migration20261122120200_dispense_returns extends Migration {
  override up(): void {
    this.addSql(`
      create table pharmacy.dispense_returns (
        id uuid primary key,
        dispense_id uuid not null references pharmacy.dispenses (id),
        status text not null check (status in ('awaiting-witness', 'posted', 'cancelled')),
        controlled boolean not null,
        reason text not null check (length(reason) between 1 and 500),
        lines jsonb not null check (jsonb_typeof(lines) = 'array' and jsonb_array_length(lines) > 0),
        returned_to text not null,
        returned_at timestamptz not null,
        witnessed_by text,
        version integer not null default 1,
        constraint dispense_returns_witness check (witnessed_by <> returned_to),
        constraint dispense_returns_watched check (status <> 'posted' or not controlled or witnessed_by is not null)
      );
      create index dispense_returns_of_dispense on pharmacy.dispense_returns (dispense_id, id);
      alter table pharmacy.dispenses add column returns integer not null default 0 check (returns >= 0);`);
    this.addSql(RETURNED_PART);
  }
}

/** A package that came back of a batch under recall is under recall, whatever it looks like. */
const RETURNED_PART = `
  create function pharmacy.returned_part(of_lot uuid, as_status text, fresh_id uuid) returns uuid language plpgsql as $$
  declare
    base pharmacy.lots;
    found_id uuid;
  begin
    select * into strict base from pharmacy.lots l where l.id = of_lot;
    if base.status = 'recalled' and as_status = 'quarantined' then
      as_status := 'recalled';
    end if;
    loop
      select l.id into found_id from pharmacy.lots l
        where l.facility_id = base.facility_id and l.medication_id = base.medication_id and l.number = base.number
          and l.part > 0 and l.status = as_status and l.pending_action is null order by l.part limit 1 for share;
      exit when found;
      insert into pharmacy.lots (id, facility_id, medication_id, number, part, expires_on, status)
        select fresh_id, base.facility_id, base.medication_id, base.number, max(l.part) + 1, base.expires_on, as_status
        from pharmacy.lots l
        where l.facility_id = base.facility_id and l.medication_id = base.medication_id and l.number = base.number
        on conflict on constraint lots_number do nothing returning id into found_id;
      exit when found;
    end loop;
    return found_id;
  end $$;
  comment on function pharmacy.returned_part is
    'The part of a batch for what came back of a lot and is in a state; made where there is none that waits for nothing.';`;
