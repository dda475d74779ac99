import { displayName, type HumanName } from '#kernel';
import type { Sql } from '#persistence';
import type { ContactPoint, ReminderPreferences } from '../../domain/patient-details.js';
import type { PatientCard } from '../../patients.facade.js';

interface Row {
  id: string;
  mrn: string;
  name: HumanName;
  contacts: ContactPoint[];
  deceased: boolean;
  timeZone: string | null;
  preferredLanguage: string | null;
  reminderPreferences: ReminderPreferences | null;
  mergedInto: string | null;
}

const CARD = `select id, mrn, name, contacts, deceased_on is not null as deceased, time_zone as "timeZone",
  preferred_language as "preferredLanguage", reminder_preferences as "reminderPreferences", merged_into as "mergedInto" from patients.patients`;

/** Reads what other contexts may know of patients. */
export class PatientCardQuery {
  constructor(private readonly sql: Sql) {}

  async find(patientId: string): Promise<PatientCard | undefined> {
    const row = await this.sql.lookup<Row>(`${CARD} where id = $1`, [patientId]);
    return row && cardOf(row);
  }

  async findAll(patientIds: readonly string[]): Promise<PatientCard[]> {
    const rows = await this.sql.query<Row>(`${CARD} where id = any($1)`, [patientIds]);
    return rows.map(cardOf);
  }
}

function cardOf(row: Row): PatientCard {
  const { id, mrn, name, contacts, deceased, timeZone, preferredLanguage, reminderPreferences, mergedInto } = row;
  return {
    id,
    mrn,
    displayName: displayName(name),
    deceased,
    mergedInto: mergedInto ?? undefined,
    email: firstInUse(contacts, 'email'),
    phone: firstInUse(contacts, 'phone'),
    timeZone: timeZone ?? undefined,
    preferredLanguage: preferredLanguage ?? undefined,
    reminderPreferences: reminderPreferences ?? undefined,
  };
}

function firstInUse(contacts: readonly ContactPoint[], system: ContactPoint['system']): string | undefined {
  return contacts.find((contact) => contact.system === system && contact.use !== 'old')?.value;
}
