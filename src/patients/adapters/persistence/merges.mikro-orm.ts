import { defineEntity, p } from '@mikro-orm/core';
import { NotFound } from '#kernel';
import { type Entities, InstantType, type Sql } from '#persistence';
import { PatientMerge } from '../../domain/patient-merge.js';
import { Merges } from '../../domain/patient-merges.js';

export const PatientMergeMapping = defineEntity({
  class: PatientMerge as never,
  tableName: 'merges',
  schema: 'patients',
  properties: {
    id: p.uuid().primary(),
    survivorId: p.uuid(),
    mergedId: p.uuid(),
    mergedAt: p.type(InstantType),
    revertedAt: p.type(InstantType).nullable(),
    version: p.integer().version(),
  },
});

export class MikroOrmMerges extends Merges {
  constructor(
    private readonly entities: Entities,
    private readonly sql: Sql,
  ) {
    super();
  }

  override add(merge: PatientMerge): void {
    this.entities.add(merge);
  }

  override async lock(id: string): Promise<PatientMerge> {
    await this.sql.lock('select from patients.merges where id = $1 for update', [id]);
    const merge = await this.entities.find<PatientMerge>(PatientMerge as never, { id });
    if (!merge) throw new NotFound('merge');
    return merge;
  }

  override async settle(): Promise<void> {
    await this.entities.save();
    await this.entities.insertAdded();
  }
}
