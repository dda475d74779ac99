import { defineEntity, type EntitySchema } from '@mikro-orm/postgresql';
import { type Code, NotFound } from '#kernel';
import { type Entities, explainConstraint } from '#persistence';
import { Conditions } from '../../domain/chart.js';
import { Condition } from '../../domain/condition.js';
import type { Identifier } from '../../domain/patient-details.js';

export const ConditionMapping = defineEntity({
  class: Condition,
  tableName: 'conditions',
  schema: 'patients',
  properties: (p) => ({
    id: p.uuid().primary(),
    patientId: p.uuid(),
    code: p.json<Code>(),
    clinicalStatus: p.string(),
    verificationStatus: p.string(),
    onset: p.string().nullable(),
    abatement: p.string().nullable(),
    note: p.string().nullable(),
    recordedOn: p.date(),
    sourceSystem: p.string().nullable(),
    sourceValue: p.string().nullable(),
    version: p.integer().version(),
  }),
}) as EntitySchema;

explainConstraint('conditions_of_patient', () => new NotFound('patient'));

export class MikroOrmConditions extends Conditions {
  constructor(private readonly entities: Entities) {
    super();
  }

  override add(condition: Condition): void {
    this.entities.add(condition, 'conditions_source');
  }

  override async get(patientId: string, id: string): Promise<Condition> {
    const condition = await this.entities.find(Condition, { id, patientId });
    if (!condition) throw new NotFound('condition');
    return condition;
  }

  override bySource({ system, value }: Identifier): Promise<Condition | undefined> {
    return this.entities.find(Condition, { sourceSystem: system, sourceValue: value });
  }

  override save(): Promise<void> {
    return this.entities.save();
  }
}
