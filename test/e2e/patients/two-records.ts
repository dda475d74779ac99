import type { Answer, Api } from '../../harness/api.js';
import type { TestApp } from '../../harness/app.js';
import type { Counter } from '../pharmacy/counter.js';
import { INGREDIENTS } from '../pharmacy/medicines.js';
import type { Practice } from '../scheduling/practice.js';

const COLUMNS = `
  select c.table_schema || '.' || c.table_name as name, c.column_name as "column"
  from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
  where t.table_type = 'BASE TABLE' and c.column_name in ('patient_id', 'thing_id', 'merged_into')
    and c.table_schema not in ('information_schema', 'pg_catalog')
    and c.table_name !~ '^(audit_|patient_(names|phones|identifiers)$)'`;

/** Tables that name a patient, whatever their context, apart from the trail and what searches look at. */
export async function naming({ database }: TestApp, patientId: string): Promise<string[]> {
  const tables = await database.query<{ name: string; column: string }>(COLUMNS);
  const named: string[] = [];
  for (const { name, column } of tables) {
    const [row] = await database.query<{ count: string }>(`select count(*) as count from ${name} where ${column} = $1`, [patientId]);
    if (Number(row!.count) > 0) named.push(name);
  }
  return named.sort();
}

/** Two records of one patient, of which the second is to be merged into the first. */
export class TwoRecords {
  /** The user of the merged record, once there is one. */
  owner?: Api;
  /** Ids of what the merged record has. */
  readonly made: Record<string, string> = {};

  private constructor(
    readonly counter: Counter,
    readonly survivorId: string,
    readonly mergedId: string,
  ) {}

  static async at(counter: Counter): Promise<TwoRecords> {
    const [survivorId = '', mergedId = ''] = await counter.practice.patients(2);
    return new TwoRecords(counter, survivorId, mergedId);
  }

  get practice(): Practice {
    return this.counter.practice;
  }

  get app(): TestApp {
    return this.practice.app;
  }

  get admin(): Api {
    return this.practice.admin;
  }

  merge(): Promise<Answer> {
    return this.admin.post('/patient-merges', { survivorId: this.survivorId, mergedId: this.mergedId });
  }

  revert(mergeId: string): Promise<Answer> {
    return this.admin.post(`/patient-merges/${mergeId}/revert`);
  }

  /** An appointment of one of them; with everybody at their own doctor. */
  async book(patientId: string, minutes: number, more: object = {}): Promise<Answer> {
    const { practice } = this;
    const [staffId, appointmentTypeId] = [await practice.doctor(), await practice.type()];
    return practice.book({ patientId, staffId, appointmentTypeId, start: practice.inMinutes(minutes), ...more });
  }

  /** Everything that a record can have, for the merged one. */
  async fill(): Promise<void> {
    const { practice, admin, mergedId: patientId, counter, app } = this;
    const substance = INGREDIENTS.naproxen;
    await this.make('allergy', admin.post(`/patients/${patientId}/allergies`, { substance, kind: 'allergy', criticality: 'low' }));
    await this.make('condition', admin.post(`/patients/${patientId}/conditions`, { code: substance, clinicalStatus: 'active' }));
    await this.make('appointment', this.book(patientId, 600));
    const [staffId, appointmentTypeId] = [await practice.doctor(), await practice.type()];
    const recurrence = { frequency: 'daily', interval: 1, count: 2 };
    const visits = { patientId, staffId, appointmentTypeId, start: practice.inMinutes(3_000), recurrence };
    await this.make('series', admin.post('/appointment-series', visits));
    const when = { earliest: practice.date(0), latest: practice.date(9), priority: 'routine' };
    await this.make('entry', admin.post('/wait-list', { patientId, appointmentTypeId, ...when }));
    const medicationId = await counter.medication('paracetamol');
    const prescribed = await counter.prescribed(medicationId, 21, patientId);
    this.made['prescription'] = prescribed.prescriptionId;
    await counter.shelve(medicationId, ['A1', '2099-12-31', 50]);
    await this.make('dispense', counter.dispense(prescribed, 5));
    await this.make('invitation', admin.post(`/patients/${patientId}/invitations`));
    const emergency = { reasonCode: 'emergency', reason: 'Brought in unconscious' };
    await this.make('access', (await app.as('doctor')).post(`/patients/${patientId}/break-glass`, emergency));
    this.owner = await app.as('patient', { patientId });
  }

  private async make(name: string, answered: Promise<Answer>): Promise<void> {
    const { status, body } = await answered;
    if (status !== 201) throw new Error(`${name}: ${status} ${JSON.stringify(body)}`);
    this.made[name] = body['id'];
  }
}
