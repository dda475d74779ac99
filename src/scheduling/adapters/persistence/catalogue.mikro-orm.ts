import { defineEntity, p } from '@mikro-orm/core';
import { NotFound } from '#kernel';
import { type Entities, explainConstraint } from '#persistence';
import { AppointmentType } from '../../domain/appointment-type.js';
import { AppointmentTypes, Resources } from '../../domain/catalogue.js';
import { Resource, type ResourceKind } from '../../domain/resource.js';

export const AppointmentTypeMapping = defineEntity({
  class: AppointmentType,
  tableName: 'appointment_types',
  schema: 'scheduling',
  properties: {
    id: p.uuid().primary(),
    facilityId: p.uuid(),
    name: p.text(),
    durationMinutes: p.integer(),
    bufferBeforeMinutes: p.integer(),
    bufferAfterMinutes: p.integer(),
    requiredSpecialty: p.text().nullable(),
    requiredResourceKinds: p.array<ResourceKind>(),
    priceMinorUnits: p.bigint('bigint').nullable(),
    priceCurrency: p.text().nullable(),
    version: p.integer().version(),
  },
});

export const ResourceMapping = defineEntity({
  class: Resource,
  tableName: 'resources',
  schema: 'scheduling',
  properties: {
    id: p.uuid().primary(),
    facilityId: p.uuid(),
    kind: p.text().$type<ResourceKind>(),
    name: p.text(),
    capacity: p.integer(),
    version: p.integer().version(),
  },
});

explainConstraint('appointment_types_facility', () => new NotFound('facility'));
explainConstraint('resources_facility', () => new NotFound('facility'));

export class MikroOrmAppointmentTypes extends AppointmentTypes {
  constructor(private readonly entities: Entities) {
    super();
  }

  override add(type: AppointmentType): void {
    this.entities.add(type);
  }
}

export class MikroOrmResources extends Resources {
  constructor(private readonly entities: Entities) {
    super();
  }

  override add(resource: Resource): void {
    this.entities.add(resource);
  }
}
