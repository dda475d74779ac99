import { instantText, type Sql } from '#persistence';
import type { PatientDetails } from '../../domain/patient-details.js';

/** A patient as a screen shows one. */
export interface PatientView extends PatientDetails {
  id: string;
  mrn: string;
  facilityId?: string;
  registeredAt: string;
  /** The record that is this person's now. */
  mergedInto?: string;
  version: number;
}

type Nullable<T> = { [Name in keyof T]: T[Name] | null };

const BY_ID = `
  select id, mrn, facility_id as "facilityId", name, birth_date as "birthDate", sex, contacts, address, identifiers,
    time_zone as "timeZone", preferred_language as "preferredLanguage", reminder_preferences as "reminderPreferences",
    emergency_contacts as "emergencyContacts", deceased_on as "deceasedOn", registered_at as "registeredAt",
    merged_into as "mergedInto", version
  from patients.patients where id = $1`;

/** Reads one patient, straight from the row. */
export class PatientQuery {
  constructor(private readonly sql: Sql) {}

  async byId(id: string): Promise<PatientView | undefined> {
    const row = await this.sql.lookup<Nullable<PatientView>>(BY_ID, [id]);
    if (!row) return undefined;
    const view: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(row)) {
      if (value !== null) view[name] = value;
    }
    view['registeredAt'] = instantText(row.registeredAt!);
    return view as unknown as PatientView;
  }
}
