import { Migration } from '@mikro-orm/migrations';

/**
 * The formulary. One code may stand for several entries (makers, packages), so it is not unique; what counts as the same
 * medicine in a patient's treatment is decided by the code.
 */
export class Migration20261122110000_pharmacy extends Migration {
  override up(): void {
    this.addSql('create schema if not exists pharmacy;');
    this.addSql(`
      create table pharmacy.medications (
        id uuid primary key,
        code jsonb not null,
        name text not null,
        name_key text collate "C" not null,
        form text not null,
        strength text not null,
        ingredients jsonb not null check (jsonb_typeof(ingredients) = 'array' and jsonb_array_length(ingredients) > 0),
        classes jsonb not null check (jsonb_typeof(classes) = 'array'),
        unit text not null,
        controlled boolean not null,
        max_daily_dose jsonb,
        status text not null check (status in ('active', 'retired')),
        version integer not null default 1
      );
      create index medications_by_name on pharmacy.medications (name_key, id);
      create index medications_by_code on pharmacy.medications ((code ->> 'code'));
    `);
  }
}
