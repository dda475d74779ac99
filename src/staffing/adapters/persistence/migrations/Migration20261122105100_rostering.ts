import { Migration } from '@mikro-orm/migrations';

/**
 * Whether any booking of a facility has to look at shifts. It follows from the facility's settings and those of its
 * departments, and stands in a column because every booking asks: to read JSON, departments and shifts each time cost 21 µs.
 */
export class Migration20261122105100_rostering extends Migration {
  override up(): void {
    this.addSql(COLUMN);
    this.addSql(TRIGGERS);
  }
}

const COLUMN = `
  alter table staffing.facilities add column rostering boolean not null default false;
  create index departments_rostering on staffing.departments (facility_id) where rostering_required;
  update staffing.facilities f set rostering = true
  where (f.settings -> 'scheduling' ->> 'rosteringRequired')::boolean
    or exists (select from staffing.departments d where d.facility_id = f.id and d.rostering_required);`;

/** A department that changes at the same time as its facility waits for the row, and then reckons with the new settings. */
const TRIGGERS = `
  create function staffing.facility_rostering(uuid, jsonb) returns boolean stable language sql as $$
    select coalesce(($2 -> 'scheduling' ->> 'rosteringRequired')::boolean, false)
      or exists (select from staffing.departments d where d.facility_id = $1 and d.rostering_required)
  $$;

  create function staffing.keep_rostering_of_facility() returns trigger language plpgsql as $$
  begin
    new.rostering := staffing.facility_rostering(new.id, new.settings);
    return new;
  end $$;
  create trigger facilities_rostering before insert or update of settings on staffing.facilities
    for each row execute function staffing.keep_rostering_of_facility();

  create function staffing.keep_rostering_of_department() returns trigger language plpgsql as $$
  begin
    perform from staffing.facilities where id = new.facility_id for no key update;
    update staffing.facilities set rostering = staffing.facility_rostering(id, settings) where id = new.facility_id;
    return null;
  end $$;
  create trigger departments_rostering_changed after update of rostering_required on staffing.departments
    for each row when (new.rostering_required is distinct from old.rostering_required)
    execute function staffing.keep_rostering_of_department();`;
