import { defineEntity, p } from '@mikro-orm/core';
import { NotFound } from '#kernel';
import { type Entities, explainConstraint } from '#persistence';
import { Availability, type AvailabilityException } from '../../domain/availability.js';
import type { AvailabilityRule } from '../../domain/availability-rules.js';
import { Availabilities } from '../../domain/registers.js';

export const AvailabilityMapping = defineEntity({
  class: Availability,
  tableName: 'availabilities',
  schema: 'staffing',
  properties: {
    id: p.uuid().primary().fieldName('staff_id'),
    timeZone: p.text().nullable(),
    rules: p.json<AvailabilityRule[]>(),
    exceptions: p.json<AvailabilityException[]>(),
    capacity: p.integer(),
    version: p.integer().version(),
  },
});

explainConstraint('availabilities_staff', () => new NotFound('staff member'));

export class MikroOrmAvailabilities extends Availabilities {
  constructor(private readonly entities: Entities) {
    super();
  }

  override add(availability: Availability): void {
    this.entities.add(availability, 'first-availability');
  }

  override find(staffId: string): Promise<Availability | undefined> {
    return this.entities.find(Availability, { id: staffId });
  }

  override save(): Promise<void> {
    return this.entities.save();
  }
}
