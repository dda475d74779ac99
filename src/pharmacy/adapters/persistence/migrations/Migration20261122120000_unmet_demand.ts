import { Migration } from '@mikro-orm/migrations';

/** What was asked for and was not there, so that replenishment counts it as use. */
export class Migration20261122120000_unmet_demand extends Migration {
  override up(): void {
    this.addSql(`
      create table pharmacy.unmet_demand (
        id uuid primary key,
        facility_id uuid not null,
        location_id uuid not null,
        medication_id uuid not null references pharmacy.medications (id),
        quantity integer not null check (quantity > 0),
        at timestamptz not null,
        constraint unmet_demand_location foreign key (location_id, facility_id) references pharmacy.stock_locations (id, facility_id)
      );
      create index unmet_demand_medication on pharmacy.unmet_demand (location_id, medication_id, at);
      comment on column pharmacy.unmet_demand.quantity is 'Units that were missing, not all that were asked for.';`);
  }
}
