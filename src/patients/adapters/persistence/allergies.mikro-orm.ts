import { defineEntity, type EntitySchema } from '@mikro-orm/postgresql';
import { type Code, NotFound } from '#kernel';
import { type Entities, explainConstraint } from '#persistence';
import { Allergy } from '../../domain/allergy.js';
import { Allergies } from '../../domain/chart.js';
import type { Identifier } from '../../domain/patient-details.js';

export const AllergyMapping = defineEntity({
  class: Allergy,
  tableName: 'allergies',
  schema: 'patients',
  properties: (p) => ({
    id: p.uuid().primary(),
    patientId: p.uuid(),
    substance: p.json<Code>(),
    kind: p.string(),
    criticality: p.string(),
    reaction: p.string().nullable(),
    recordedOn: p.date(),
    status: p.string(),
    sourceSystem: p.string().nullable(),
    sourceValue: p.string().nullable(),
    version: p.integer().version(),
  }),
}) as EntitySchema;

explainConstraint('allergies_of_patient', () => new NotFound('patient'));

export class MikroOrmAllergies extends Allergies {
  constructor(private readonly entities: Entities) {
    super();
  }

  override add(allergy: Allergy): void {
    this.entities.add(allergy, 'allergies_source');
  }

  override async get(patientId: string, id: string): Promise<Allergy> {
    const allergy = await this.entities.find(Allergy, { id, patientId });
    if (!allergy) throw new NotFound('allergy');
    return allergy;
  }

  override bySource({ system, value }: Identifier): Promise<Allergy | undefined> {
    return this.entities.find(Allergy, { sourceSystem: system, sourceValue: value });
  }

  override save(): Promise<void> {
    return this.entities.save();
  }
}
