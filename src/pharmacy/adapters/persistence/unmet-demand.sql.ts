import type { Ids } from '#kernel';
import type { Entities } from '#persistence';
import { UnmetDemand } from '../../application/stock-ports.js';

export class SqlUnmetDemand extends UnmetDemand {
  constructor(
    private readonly entities: Entities,
    private readonly ids: Ids,
  ) {
    super();
  }

  override note({ facilityId, locationId, medicationId, quantity, at }: Parameters<UnmetDemand['note']>[0]): void {
    const place = { facility_id: facilityId, location_id: locationId, medication_id: medicationId };
    this.entities.insert({ table: 'pharmacy.unmet_demand', row: { id: this.ids.next(), ...place, quantity, at: at.toString() } });
  }
}
