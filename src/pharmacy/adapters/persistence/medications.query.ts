import type { Sql } from '#persistence';
import { medicationMachine } from '../../domain/medication-machine.js';
import { type Medication, type MedicationFacts, searchKey } from '../../domain/medication.js';
import type { MedicationCard } from '../../pharmacy.facade.js';

/** A medication as a screen shows one. */
export interface MedicationView extends MedicationFacts, Pick<Medication, 'id' | 'status' | 'version' | 'allowedActions'> {}

export interface MedicationFilter {
  /** Words that the name has anywhere. */
  name?: string;
  /** The code, whatever its system. */
  code?: string;
  system?: string;
  status?: string;
}

type Row = Omit<MedicationView, 'allowedActions' | 'maxDailyDose'> & { maxDailyDose: MedicationFacts['maxDailyDose'] | null };

const COLUMNS = `id, code, name, form, strength, ingredients, classes, unit, controlled, max_daily_dose as "maxDailyDose", status, version`;

/** Reads the formulary. */
export class MedicationsQuery {
  constructor(private readonly sql: Sql) {}

  async byId(id: string): Promise<MedicationView | undefined> {
    const row = await this.sql.lookup<Row>(`select ${COLUMNS} from pharmacy.medications where id = $1`, [id]);
    return row && viewOf(row);
  }

  async cards(ids: readonly string[]): Promise<MedicationCard[]> {
    const text = 'select id, name, form, strength, unit, controlled from pharmacy.medications where id = any($1)';
    return this.sql.query<MedicationCard>(text, [ids]);
  }

  /** In the order of their names; one more than the limit says that there are more. */
  async page(
    { name, code, system, status }: MedicationFilter,
    limit: number,
    after: readonly string[] = ['', '00000000-0000-0000-0000-000000000000'],
  ): Promise<MedicationView[]> {
    const words = name === undefined ? [] : searchKey(name).split(' ').map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
    const text = `select ${COLUMNS} from pharmacy.medications
      where (name_key, id) > ($1, $2::uuid) and name_key like all ($3::text[])
        and ($4::text is null or code ->> 'code' = $4) and ($5::text is null or code ->> 'system' = $5)
        and ($6::text is null or status = $6)
      order by name_key, id limit $7`;
    const rows = await this.sql.query<Row>(text, [...after, words, code ?? null, system ?? null, status ?? null, limit]);
    return rows.map(viewOf);
  }
}

function viewOf({ maxDailyDose, ...row }: Row): MedicationView {
  return { ...row, ...(maxDailyDose ? { maxDailyDose } : {}), allowedActions: medicationMachine.allowedActions(row.status) };
}
