import type { Sql } from '#persistence';
import { allergyMachine } from '../../domain/allergy-machine.js';
import type { Allergy } from '../../domain/allergy.js';
import { type Condition, conditionActions, type ConditionState } from '../../domain/condition.js';

type Shown<Entry, Name extends keyof Entry> = Pick<Entry, Name | ('id' & keyof Entry)>;

/** An allergy as a screen shows one. */
export type AllergyView = Shown<
  Allergy,
  'patientId' | 'substance' | 'kind' | 'criticality' | 'reaction' | 'recordedOn' | 'status' | 'version' | 'allowedActions'
>;

/** A condition as a screen shows one. */
export type ConditionView = Shown<
  Condition,
  'patientId' | 'code' | 'onset' | 'abatement' | 'note' | 'recordedOn' | 'version' | 'allowedActions'
> &
  ConditionState;

const ALLERGY = `e.id, e.patient_id as "patientId", e.substance, e.kind, e.criticality, e.reaction, e.recorded_on as "recordedOn",
  e.status, e.version`;
const CONDITION = `e.id, e.patient_id as "patientId", e.code, e.clinical_status as "clinicalStatus",
  e.verification_status as "verificationStatus", e.onset, e.abatement, e.note, e.recorded_on as "recordedOn", e.version`;

/** Joined to the patient's row, so that one statement tells an empty chart from no patient at all. */
function listOf(columns: string, table: string): string {
  return `select p.id as known, ${columns} from patients.patients p
    left join lateral (select * from ${table} where patient_id = p.id and id > $2 order by id limit $3) e on true
    where p.id = $1 order by e.id`;
}

const LIST_ALLERGIES = listOf(ALLERGY, 'patients.allergies');
const LIST_CONDITIONS = listOf(CONDITION, 'patients.conditions');
const ONE_ALLERGY = `select ${ALLERGY} from patients.allergies e where e.id = $2 and e.patient_id = $1`;
const ONE_CONDITION = `select ${CONDITION} from patients.conditions e where e.id = $2 and e.patient_id = $1`;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

type Row = Record<string, unknown> & { id: string | null };

/** Reads entries of charts in the order in which they were made. */
export class ChartQuery {
  constructor(private readonly sql: Sql) {}

  /** @returns undefined where there is no such patient */
  async allergies(patientId: string, limit: number, after = BEFORE_ALL): Promise<AllergyView[] | undefined> {
    return (await this.list(LIST_ALLERGIES, patientId, limit, after))?.map(allergyOf);
  }

  async allergy(patientId: string, id: string): Promise<AllergyView | undefined> {
    const row = await this.sql.first<Row>(ONE_ALLERGY, [patientId, id]);
    return row && allergyOf(row);
  }

  /** @returns undefined where there is no such patient */
  async conditions(patientId: string, limit: number, after = BEFORE_ALL): Promise<ConditionView[] | undefined> {
    return (await this.list(LIST_CONDITIONS, patientId, limit, after))?.map(conditionOf);
  }

  async condition(patientId: string, id: string): Promise<ConditionView | undefined> {
    const row = await this.sql.first<Row>(ONE_CONDITION, [patientId, id]);
    return row && conditionOf(row);
  }

  private async list(text: string, patientId: string, limit: number, after: string): Promise<Row[] | undefined> {
    const rows = await this.sql.query<Row>(text, [patientId, after, limit]);
    return rows.length === 0 ? undefined : rows.filter(({ id }) => id !== null);
  }
}

function shown(row: Row): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([name, value]) => value !== null && name !== 'known'));
}

function allergyOf(row: Row): AllergyView {
  const allergy = shown(row) as unknown as Omit<AllergyView, 'allowedActions'>;
  return { ...allergy, allowedActions: allergyMachine.allowedActions(allergy.status) };
}

function conditionOf(row: Row): ConditionView {
  const condition = shown(row) as unknown as Omit<ConditionView, 'allowedActions'>;
  return { ...condition, allowedActions: conditionActions(condition) };
}
