import { defineEntity, p } from '@mikro-orm/core';
import { type Entities, InstantType } from '#persistence';
import { Displacement } from '../../domain/displacement.js';
import type { DisplacementStatus, Settlement } from '../../domain/displacement-machine.js';
import { Displacements } from '../../domain/displacements.js';
import type { Ground } from '../../domain/lost-grounds.js';

export const DisplacementMapping = defineEntity({
  class: Displacement as never,
  tableName: 'displacements',
  schema: 'scheduling',
  properties: {
    id: p.uuid().primary(),
    facilityId: p.uuid(),
    appointmentId: p.uuid(),
    timeVersion: p.integer(),
    staffId: p.uuid(),
    ground: p.text().$type<Ground>(),
    subject: p.text(),
    since: p.type(InstantType),
    status: p.text().$type<DisplacementStatus>(),
    settlement: p.text().$type<Settlement>().nullable(),
    settledAt: p.type(InstantType).nullable(),
    keepReason: p.text().nullable(),
    keptBy: p.uuid().nullable(),
    keptAt: p.type(InstantType).nullable(),
    version: p.integer().version(),
  },
});

export class MikroOrmDisplacements extends Displacements {
  constructor(private readonly entities: Entities) {
    super();
  }

  override add(displacement: Displacement): void {
    this.entities.add(displacement, 'displacement-recorded');
  }

  override async ofAppointments(appointmentIds: readonly string[]): Promise<Displacement[]> {
    const where = { appointmentId: { $in: [...appointmentIds] } };
    return (await this.entities.findAll(Displacement as never, where as never)) as Displacement[];
  }

  override async save(): Promise<void> {
    await this.entities.save();
    await this.entities.insertAdded();
  }
}
