import { defineEntity, p } from '@mikro-orm/core';
import { NotFound } from '#kernel';
import { type Entities, explainConstraint, InstantType, type Sql } from '#persistence';
import { OutageOverlap, ResourceOutage } from '../../domain/resource-outage.js';
import { ResourceOutages } from '../../domain/resource-outages.js';

export const ResourceOutageMapping = defineEntity({
  class: ResourceOutage as never,
  tableName: 'resource_outages',
  schema: 'scheduling',
  properties: {
    id: p.uuid().primary(),
    facilityId: p.uuid(),
    resourceId: p.uuid(),
    start: p.type(InstantType).fieldName('start_at'),
    end: p.type(InstantType).fieldName('end_at').nullable(),
    reason: p.text(),
    declaredBy: p.uuid(),
    endedAt: p.type(InstantType).nullable(),
    endedBy: p.uuid().nullable(),
    version: p.integer().version(),
  },
});

explainConstraint('resource_outages_no_overlap', () => new OutageOverlap());

export class MikroOrmResourceOutages extends ResourceOutages {
  constructor(
    private readonly entities: Entities,
    private readonly sql: Sql,
  ) {
    super();
  }

  override add(outage: ResourceOutage): void {
    this.entities.add(outage);
  }

  override async get(id: string, within: readonly string[] | undefined): Promise<ResourceOutage> {
    const where = { id, ...(within && { facilityId: { $in: [...within] } }) };
    const outage = await this.entities.find(ResourceOutage as never, where as never);
    if (!outage) throw new NotFound('resource outage');
    return outage as ResourceOutage;
  }

  override save(): Promise<void> {
    return this.entities.save();
  }

  /** Two outages of one thing that were put down at once would wait for each other crosswise at the exclusion constraint. */
  override async inTurn(resourceId: string, within: readonly string[] | undefined): Promise<string> {
    const [found] = await this.sql.lock<{ facility_id: string }>(
      `select facility_id from scheduling.resources
       where id = $1 and ($2::uuid[] is null or facility_id = any($2)) for no key update`,
      [resourceId, within ?? null],
    );
    if (!found) throw new NotFound('resource');
    return found.facility_id;
  }
}
