import type { Sql } from '#persistence';
import { type TakenMedicine, TakenMedicines } from '../../application/ports.js';

type Row = Omit<TakenMedicine, 'maxDailyDose'> & { maxDailyDose: TakenMedicine['maxDailyDose'] | null };

const TAKEN = `select l.id as "lineId", l.prescription_id as "prescriptionId", l.medication_id as "medicationId", l.dose, l.frequency,
  l.parallel, m.code, m.name, m.strength, m.unit, m.ingredients, m.classes, m.max_daily_dose as "maxDailyDose"
  from pharmacy.prescription_lines l join pharmacy.medications m on m.id = l.medication_id
  where l.patient_id = $1 and l.status in ('active', 'on-hold', 'completed') and l.ends_at > $2 order by l.id`;

/** What is on hold may be taken again any day; what was given out whole is taken until the course is over. */
export class SqlTakenMedicines extends TakenMedicines {
  constructor(private readonly sql: Sql) {
    super();
  }

  override async of(patientId: string, now: Temporal.Instant): Promise<TakenMedicine[]> {
    const rows = await this.sql.query<Row>(TAKEN, [patientId, now.toString()]);
    return rows.map(({ maxDailyDose, ...row }) => ({ ...row, ...(maxDailyDose ? { maxDailyDose } : {}) }));
  }
}
