import { type RowScope, displayName, type HumanName } from '#kernel';
import type { Sql } from '#persistence';
import { type PatientRecord, PatientRecords } from '../../../access/index.js';
import { type CareRelationViews, careValues } from '../persistence/care-relations.js';

interface Row {
  id: string;
  name: HumanName;
  birth_date: string;
  deceased: boolean;
  facility_id: string | null;
  preferred_language: string | null;
  time_zone: string | null;
  merged_ids: string[];
}

/** What access asks of patients whom it lets have an account. */
export class SqlPatientRecords extends PatientRecords {
  constructor(
    private readonly sql: Sql,
    private readonly relations: CareRelationViews,
  ) {
    super();
  }

  override async find(patientId: string, scope: RowScope): Promise<PatientRecord | undefined> {
    const row = await this.sql.first<Row>(
      `select p.id, p.name, p.birth_date, p.deceased_on is not null as deceased,
         p.facility_id, p.preferred_language, p.time_zone,
         array(select m.id from patients.patients m where m.merged_into = p.id) as merged_ids
       from patients.patients p
       where p.id = $1 and ${this.relations.condition('p', 2)}`,
      [patientId, ...careValues(scope)],
    );
    return row && recordOf(row);
  }
}

function recordOf({ id, name, birth_date: birthDate, deceased, ...row }: Row): PatientRecord {
  return {
    id,
    displayName: displayName(name),
    birthDate,
    deceased,
    facilityId: row.facility_id ?? undefined,
    preferredLanguage: row.preferred_language ?? undefined,
    timeZone: row.time_zone ?? undefined,
    mergedIds: row.merged_ids,
  };
}
