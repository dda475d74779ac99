import { Migration } from '@mikro-orm/migrations';

/** Stock on its way from one location to another, and stock that is counted. */
export class Migration20261122111200_stock_transfers extends Migration {
  override up(): void {
    this.addSql(`
      create table pharmacy.stock_transfers (
        id uuid primary key,
        facility_id uuid not null,
        from_location_id uuid not null,
        to_location_id uuid not null,
        status text not null check (status in ('awaiting-witness', 'dispatched', 'received', 'cancelled')),
        reason text not null check (length(reason) between 1 and 500),
        lines jsonb not null check (jsonb_typeof(lines) = 'array'),
        requested_by text not null,
        requested_at timestamptz not null,
        witnessed_by text,
        received_by text,
        variance_reason text check (length(variance_reason) between 1 and 500),
        version integer not null default 1,
        constraint stock_transfers_elsewhere check (from_location_id <> to_location_id),
        constraint stock_transfers_witness check (witnessed_by <> requested_by),
        constraint stock_transfers_from foreign key (from_location_id, facility_id) references pharmacy.stock_locations (id, facility_id),
        constraint stock_transfers_to foreign key (to_location_id, facility_id) references pharmacy.stock_locations (id, facility_id)
      );
      create index stock_transfers_from_location on pharmacy.stock_transfers (from_location_id, requested_at);
      create index stock_transfers_to_location on pharmacy.stock_transfers (to_location_id, requested_at);`);
    this.addSql(`
      create table pharmacy.stock_counts (
        id uuid primary key,
        facility_id uuid not null,
        location_id uuid not null,
        status text not null check (status in ('open', 'counted', 'approved', 'cancelled')),
        reason text not null check (length(reason) between 1 and 500),
        lines jsonb not null check (jsonb_typeof(lines) = 'array'),
        opened_by text not null,
        opened_at timestamptz not null,
        counted_by text,
        approved_by text,
        version integer not null default 1,
        constraint stock_counts_approver check (approved_by <> counted_by),
        constraint stock_counts_location foreign key (location_id, facility_id) references pharmacy.stock_locations (id, facility_id)
      );
      create index stock_counts_location_id on pharmacy.stock_counts (location_id, opened_at);`);
  }
}
