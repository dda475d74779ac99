import { instantText, type Sql } from '#persistence';
import { type OngoingMedicine, OngoingMedicines } from '../../application/ports.js';

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';
const ONGOING = `select l.prescription_id as "prescriptionId", l.id as "prescriptionLineId", l.medication_id as "medicationId", m.name, m.unit,
  l.status, l.dose, l.frequency, l.route, l.as_needed as "asNeeded", l.dispensed,
  l.quantity * (l.refills + 1) - l.dispensed as remaining, l.started_at as "startedAt", l.ends_at as "endsAt"
  from pharmacy.prescription_lines l join pharmacy.medications m on m.id = l.medication_id
  where l.patient_id = $1 and l.status in ('active', 'on-hold', 'completed') and l.ends_at > $2 and l.id > $3 order by l.id limit $4`;

/** What patients take, as screens show it. */
export class SqlOngoingMedicines extends OngoingMedicines {
  constructor(private readonly sql: Sql) {
    super();
  }

  override async page(patientId: string, now: Temporal.Instant, limit: number, after = BEFORE_ALL): Promise<OngoingMedicine[]> {
    const rows = await this.sql.query<OngoingMedicine>(ONGOING, [patientId, now.toString(), after, limit]);
    return rows.map((row) => ({ ...row, startedAt: instantText(row.startedAt), endsAt: instantText(row.endsAt) }));
  }
}
