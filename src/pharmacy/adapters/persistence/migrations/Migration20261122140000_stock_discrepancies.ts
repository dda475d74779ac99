import { Migration } from '@mikro-orm/migrations';

/** What counts of controlled drugs found that the books did not have, until somebody else than who counted explains it. */
export class Migration20261122140000_stock_discrepancies extends Migration {
  override up(): void {
    this.addSql(`
      create table pharmacy.stock_discrepancies (
        id uuid primary key,
        facility_id uuid not null,
        location_id uuid not null,
        medication_id uuid not null constraint stock_discrepancies_medication references pharmacy.medications (id),
        lot_id uuid not null,
        count_id uuid not null constraint stock_discrepancies_count references pharmacy.stock_counts (id),
        status text not null check (status in ('open', 'closed')),
        figures jsonb not null check (jsonb_typeof(figures) = 'array' and jsonb_array_length(figures) > 0),
        opened_at timestamptz not null,
        cause text check (cause ~ '^[a-z]+(-[a-z]+)*$'),
        explanation text check (length(explanation) between 1 and 1000),
        closed_by text,
        closed_at timestamptz,
        version integer not null default 1,
        constraint stock_discrepancies_disagree check (figures -> 0 -> 'expected' <> figures -> 0 -> 'counted'),
        constraint stock_discrepancies_explained
          check (num_nonnulls(cause, explanation, closed_by, closed_at) = case status when 'closed' then 4 else 0 end),
        constraint stock_discrepancies_closer
          check (closed_by is null or not figures @> jsonb_build_array(jsonb_build_object('countedBy', closed_by))),
        constraint stock_discrepancies_location foreign key (location_id, facility_id) references pharmacy.stock_locations (id, facility_id),
        constraint stock_discrepancies_lot foreign key (lot_id, facility_id) references pharmacy.lots (id, facility_id)
      );
      create unique index stock_discrepancies_one_open on pharmacy.stock_discrepancies (count_id, lot_id) where status = 'open';
      create index stock_discrepancies_of_facility on pharmacy.stock_discrepancies (facility_id, id);
      create index stock_discrepancies_of_location on pharmacy.stock_discrepancies (location_id, id);
      create index stock_discrepancies_open on pharmacy.stock_discrepancies (id) where status = 'open';
      comment on column pharmacy.stock_discrepancies.figures is
        'Each time that the lot was counted: expected and counted in units, by whom and when; the latest stands last.';`);
    this.addSql(`
      create function pharmacy.keep_discrepancy() returns trigger language plpgsql as $$
      begin
        raise exception 'a closed discrepancy stays as it is, and none is deleted' using errcode = '42501';
      end $$;
      create trigger stock_discrepancies_final before update on pharmacy.stock_discrepancies
        for each row when (old.status = 'closed') execute function pharmacy.keep_discrepancy();
      create trigger stock_discrepancies_kept before delete on pharmacy.stock_discrepancies
        for each row execute function pharmacy.keep_discrepancy();`);
  }
}
