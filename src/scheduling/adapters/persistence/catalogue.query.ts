import type { Sql } from '#persistence';
import type { ReminderOffset } from '../../domain/reminder-plan.js';
import type { ResourceKind } from '../../domain/resource.js';

export interface AppointmentTypeRow {
  id: string;
  facilityId: string;
  name: string;
  durationMinutes: number;
  bufferBeforeMinutes: number;
  bufferAfterMinutes: number;
  requiredSpecialty: string | null;
  requiredResourceKinds: ResourceKind[];
  /** In whole minor units, as text. */
  priceMinorUnits: string | null;
  priceCurrency: string | null;
  version: number;
}

export interface ResourceRow {
  id: string;
  facilityId: string;
  kind: ResourceKind;
  name: string;
  capacity: number;
  version: number;
}

export interface ReminderPlanRow {
  id: string;
  facilityId: string;
  appointmentTypeId: string | null;
  offsets: ReminderOffset[];
  version: number;
}

export interface CatalogueFilter {
  facilityId?: string;
  kind?: string;
  /** Facilities that the caller may see; all where absent. */
  within?: readonly string[];
}

/** Types of the facilities that the caller may see, and single ones of others. */
export interface TypeFilter {
  facilityId?: string;
  within?: readonly string[];
  besides?: readonly string[];
}

const TYPE = `select id, facility_id as "facilityId", name, duration_minutes as "durationMinutes",
  buffer_before_minutes as "bufferBeforeMinutes", buffer_after_minutes as "bufferAfterMinutes",
  required_specialty as "requiredSpecialty", required_resource_kinds as "requiredResourceKinds",
  price_minor_units::text as "priceMinorUnits", price_currency as "priceCurrency", version
  from scheduling.appointment_types`;

const RESOURCE = 'select id, facility_id as "facilityId", kind, name, capacity, version from scheduling.resources';

const VISIBLE_TYPE = '($2::uuid[] is null or facility_id = any($2) or id = any($3::uuid[]))';

const VISIBLE = '($1::uuid is null or facility_id = $1) and ($2::uuid[] is null or facility_id = any($2))';

/** Lists of what facilities offer and have, by name; one more than the limit where there are more. */
export class CatalogueQuery {
  constructor(private readonly sql: Sql) {}

  types({ facilityId, within, besides = [] }: TypeFilter, limit: number, after: string[] = []): Promise<AppointmentTypeRow[]> {
    const page = '($4::text is null or (name collate "C", id) > ($4, $5::uuid)) order by name collate "C", id limit $6';
    const values = [facilityId ?? null, within ?? null, besides, ...key(after), limit + 1];
    return this.sql.query(`${TYPE} where ($1::uuid is null or facility_id = $1) and ${VISIBLE_TYPE} and ${page}`, values);
  }

  resources({ facilityId, kind, within }: CatalogueFilter, limit: number, after: string[] = []): Promise<ResourceRow[]> {
    const page = '($3::text is null or (name collate "C", id) > ($3, $4::uuid)) and ($6::text is null or kind = $6)';
    return this.sql.query(`${RESOURCE} where ${VISIBLE} and ${page} order by name collate "C", id limit $5`, [
      facilityId ?? null,
      within ?? null,
      ...key(after),
      limit + 1,
      kind ?? null,
    ]);
  }

  type(id: string, { within, besides = [] }: TypeFilter): Promise<AppointmentTypeRow | undefined> {
    return this.sql.first(`${TYPE} where id = $1 and ${VISIBLE_TYPE}`, [id, within ?? null, besides]);
  }

  resource(id: string, within?: readonly string[]): Promise<ResourceRow | undefined> {
    return this.sql.first(`${RESOURCE} where id = $1 and ($2::uuid[] is null or facility_id = any($2))`, [id, within ?? null]);
  }

  plans({ facilityId, within }: CatalogueFilter): Promise<ReminderPlanRow[]> {
    return this.sql.query(
      `select id, facility_id as "facilityId", appointment_type_id as "appointmentTypeId", offsets, version
       from scheduling.reminder_plans where ${VISIBLE} order by facility_id, appointment_type_id nulls first limit 1000`,
      [facilityId ?? null, within ?? null],
    );
  }
}

function key([name, id]: string[]): (string | null)[] {
  return [name ?? null, id ?? null];
}
