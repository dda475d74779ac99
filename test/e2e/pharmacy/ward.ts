import { fileURLToPath } from 'node:url';
import { loadKnowledge } from '../../../src/pharmacy/index.js';
import type { Answer, Api } from '../../harness/api.js';
import type { TestApp } from '../../harness/app.js';
import { Practice } from '../scheduling/practice.js';
import { type INGREDIENTS, newMedication } from './medicines.js';

export const SAMPLE = fileURLToPath(new URL('../../../src/cli/demo/knowledge/manifest.json', import.meta.url));

/** One prescription line: a tablet thrice a day for a week. */
export function line(medicationId: string, changes: object = {}): Record<string, unknown> {
  return {
    medicationId,
    dose: { quantity: 1, unit: 'tablet' },
    frequency: { times: 3, per: 'day' },
    route: 'oral',
    durationDays: 7,
    quantity: 21,
    refills: 0,
    ...changes,
  };
}

/** A doctor with patients. */
export class Ward {
  private constructor(
    readonly practice: Practice,
    readonly prescriberId: string,
    readonly doctor: Api,
  ) {}

  static async open(app?: TestApp): Promise<Ward> {
    const practice = await Practice.open(undefined, app);
    const prescriberId = await practice.doctor();
    return new Ward(practice, prescriberId, await practice.app.as('doctor', { staffId: prescriberId }));
  }

  get admin(): Api {
    return this.practice.admin;
  }

  async learn(): Promise<void> {
    await loadKnowledge(this.practice.app.app, SAMPLE);
  }

  medication(ingredient: keyof typeof INGREDIENTS, changes: object = {}): Promise<string> {
    return newMedication(this.admin, ingredient, changes);
  }

  async allergy(patientId: string, substance: object, criticality = 'high'): Promise<void> {
    const { status } = await this.admin.post(`/patients/${patientId}/allergies`, { substance, kind: 'allergy', criticality });
    if (status !== 201) throw new Error(`no allergy: ${status}`);
  }

  write(patientId: string, lines: object[], more: object = {}, by = this.doctor): Promise<Answer> {
    return by.post('/prescriptions', { patientId, prescriberId: this.prescriberId, lines, ...more });
  }

  sign(id: string, overrides: object[] = [], by = this.doctor): Promise<Answer> {
    return by.post(`/prescriptions/${id}/sign`, { overrides });
  }

  /** Written and signed. */
  async prescribe(patientId: string, lines: object[], overrides: object[] = []): Promise<Answer['body']> {
    const { body } = await this.write(patientId, lines);
    const signed = await this.sign(body['id'], overrides);
    if (signed.status !== 200) throw new Error(JSON.stringify([body, signed.body]));
    return signed.body;
  }
}

export function kindsOf({ body }: Answer): string[] {
  return (body['alerts'] as { kind: string }[]).map(({ kind }) => kind).sort();
}

export function alertOf({ body }: Pick<Answer, 'body'>, kind: string): Answer['body'] {
  const alert = (body['alerts'] as Answer['body'][]).find((each) => each['kind'] === kind);
  if (!alert) throw new Error(`There is no ${kind} among ${JSON.stringify(body['alerts'])}`);
  return alert;
}
