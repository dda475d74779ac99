import { defineEntity, p } from '@mikro-orm/core';
import { type Code, NotFound } from '#kernel';
import type { Entities } from '#persistence';
import { type Amount, Medication } from '../../domain/medication.js';
import type { MedicationStatus } from '../../domain/medication-machine.js';
import { Medications } from '../../domain/medications.js';

export const MedicationMapping = defineEntity({
  class: Medication as never,
  tableName: 'medications',
  schema: 'pharmacy',
  properties: {
    id: p.uuid().primary(),
    code: p.json<Code>(),
    name: p.text(),
    nameKey: p.text(),
    form: p.text(),
    strength: p.text(),
    ingredients: p.json<Code[]>(),
    classes: p.json<Code[]>(),
    unit: p.text(),
    controlled: p.boolean(),
    maxDailyDose: p.json<Amount>().nullable(),
    status: p.text().$type<MedicationStatus>(),
    version: p.integer().version(),
  },
});

export class MikroOrmMedications extends Medications {
  constructor(private readonly entities: Entities) {
    super();
  }

  override add(medication: Medication): void {
    this.entities.add(medication);
  }

  override async get(id: string): Promise<Medication> {
    const medication = await this.entities.find(Medication, { id });
    if (!medication) throw new NotFound('medication');
    return medication;
  }

  override all(ids: readonly string[]): Promise<Medication[]> {
    return this.entities.findAll(Medication, { id: { $in: [...ids] } });
  }

  override save(): Promise<void> {
    return this.entities.save();
  }
}
