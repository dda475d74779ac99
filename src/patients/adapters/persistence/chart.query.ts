import type { RowScope } from '#kernel';
import type { Sql } from '#persistence';
import { allergyMachine } from '../../domain/allergy-machine.js';
import type { Allergy } from '../../domain/allergy.js';
import { type Condition, conditionActions, type ConditionState } from '../../domain/condition.js';
import { type CareRelationViews, careValues } from './care-relations.js';

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

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

type Row = Record<string, unknown> & { id: string | null; writable: boolean };

/** Whose charts a caller may read, and in whose they may write; those who may write nowhere have no second scope. */
export interface ChartAccess {
  read: RowScope;
  write?: RowScope;
}

/** One kind of entry: its table and what is shown of it. */
interface Kind {
  table: string;
  columns: string;
}

const ALLERGIES: Kind = { table: 'patients.allergies', columns: ALLERGY };
const CONDITIONS: Kind = { table: 'patients.conditions', columns: CONDITION };

/** Reads entries of charts in the order in which they were made. */
export class ChartQuery {
  constructor(
    private readonly sql: Sql,
    private readonly relations: CareRelationViews,
  ) {}

  /** @returns undefined where there is no such patient, or none whose chart the caller may see */
  async allergies(patientId: string, access: ChartAccess, limit: number, after = BEFORE_ALL): Promise<AllergyView[] | undefined> {
    return (await this.list(ALLERGIES, access, [patientId, after, limit]))?.map(allergyOf);
  }

  async allergy(patientId: string, id: string, access: ChartAccess): Promise<AllergyView | undefined> {
    const row = await this.one(ALLERGIES, access, [patientId, id]);
    return row && allergyOf(row);
  }

  /** @returns undefined where there is no such patient, or none whose chart the caller may see */
  async conditions(patientId: string, access: ChartAccess, limit: number, after = BEFORE_ALL): Promise<ConditionView[] | undefined> {
    return (await this.list(CONDITIONS, access, [patientId, after, limit]))?.map(conditionOf);
  }

  async condition(patientId: string, id: string, access: ChartAccess): Promise<ConditionView | undefined> {
    const row = await this.one(CONDITIONS, access, [patientId, id]);
    return row && conditionOf(row);
  }

  /** Joined to the patient's row, so that one statement tells an empty chart from no patient at all. */
  private async list({ table, columns }: Kind, access: ChartAccess, values: unknown[]): Promise<Row[] | undefined> {
    const visible = this.visible(access.read, values);
    const text = `select ${this.writable(access, values)} as writable, ${columns} from patients.patients p
      left join lateral (select * from ${table} where patient_id = p.id and id > $2 order by id limit $3) e on true
      where p.id = $1 and ${visible} order by e.id`;
    const rows = await this.sql.query<Row>(text, values);
    return rows.length === 0 ? undefined : rows.filter(({ id }) => id !== null);
  }

  private one({ table, columns }: Kind, access: ChartAccess, values: unknown[]): Promise<Row | undefined> {
    const visible = this.visible(access.read, values);
    const text = `select ${this.writable(access, values)} as writable, ${columns} from ${table} e
      join patients.patients p on p.id = e.patient_id where e.id = $2 and e.patient_id = $1 and ${visible}`;
    return this.sql.first<Row>(text, values);
  }

  private visible(scope: RowScope, values: unknown[]): string {
    const first = values.push(...careValues(scope)) - 1;
    return this.relations.condition('p', first);
  }

  /** Looked up only where somebody may read more charts than they may write in. */
  private writable({ read, write }: ChartAccess, values: unknown[]): string {
    if (!write) return 'false';
    return covers(write, read) ? 'true' : this.visible(write, values);
  }
}

function covers({ facilities: wide }: RowScope, { facilities: narrow }: RowScope): boolean {
  return wide === undefined || (narrow?.every((facilityId) => wide.includes(facilityId)) ?? false);
}

function shown(row: Row): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([name, value]) => value !== null && name !== 'writable'));
}

function allergyOf(row: Row): AllergyView {
  const allergy = shown(row) as unknown as Omit<AllergyView, 'allowedActions'>;
  return { ...allergy, allowedActions: row.writable ? allergyMachine.allowedActions(allergy.status) : [] };
}

function conditionOf(row: Row): ConditionView {
  const condition = shown(row) as unknown as Omit<ConditionView, 'allowedActions'>;
  return { ...condition, allowedActions: row.writable ? conditionActions(condition) : [] };
}
