import { defineEntity, p } from '@mikro-orm/core';
import { EVERY_ROW, NotFound } from '#kernel';
import { type Entities, explainConstraint, InstantType } from '#persistence';
import { SeriesBook } from '../../application/series-ports.js';
import { AppointmentSeries } from '../../domain/appointment-series.js';
import type { Recurrence } from '../../domain/recurrence.js';

export const AppointmentSeriesMapping = defineEntity({
  class: AppointmentSeries,
  tableName: 'appointment_series',
  schema: 'scheduling',
  properties: {
    id: p.uuid().primary(),
    facilityId: p.uuid(),
    patientId: p.uuid(),
    staffId: p.uuid(),
    appointmentTypeId: p.uuid(),
    recurrence: p.json<Recurrence>(),
    timeZone: p.text(),
    bookedAt: p.type(InstantType),
    version: p.integer().version(),
  },
});

explainConstraint('appointment_series_patient', () => new NotFound('patient'));

export class MikroOrmSeriesBook extends SeriesBook {
  constructor(private readonly entities: Entities) {
    super();
  }

  override add(series: AppointmentSeries): void {
    this.entities.add(series);
  }

  override async get(id: string, { facilities } = EVERY_ROW): Promise<AppointmentSeries> {
    const where = facilities === undefined ? { id } : { id, facilityId: { $in: [...facilities] } };
    const series = await this.entities.find(AppointmentSeries, where);
    if (!series) throw new NotFound('appointment series');
    return series;
  }
}
