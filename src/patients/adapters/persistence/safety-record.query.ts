import type { Sql } from '#persistence';
import type { SafetyRecord } from '../../patients.facade.js';

const RECORD = `select p.birth_date as "birthDate", p.deceased_on is not null as deceased,
  coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'substance', a.substance, 'kind', a.kind, 'criticality', a.criticality)
    order by a.id) from patients.allergies a where a.patient_id = p.id and a.status = 'active'), '[]') as allergies
  from patients.patients p where p.id = $1`;

/** Reads what bears on the safety of medicines, in the transaction of whoever asks. */
export class SafetyRecordQuery {
  constructor(private readonly sql: Sql) {}

  find(patientId: string): Promise<SafetyRecord | undefined> {
    return this.sql.lookup<SafetyRecord>(RECORD, [patientId]);
  }
}
