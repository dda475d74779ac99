import { type Caller, staffScopeOf } from '#http';
import type { SeriesBook } from '../../application/series-ports.js';
import type { AppointmentSeries } from '../../domain/appointment-series.js';
import { MOST_OCCURRENCES } from '../../domain/recurrence.js';
import type { AppointmentsQuery } from '../persistence/appointments.query.js';
import type { AppointmentAnswers } from './appointment-answer.js';
import type { AppointmentSeriesAnswer } from './appointment-series.dto.js';

/** Shows a series with all of its appointments as they are now. */
export class SeriesAnswers {
  constructor(
    private readonly seriesBook: SeriesBook,
    private readonly appointments: AppointmentsQuery,
    private readonly answers: AppointmentAnswers,
  ) {}

  /** @throws NotFound */
  async read(id: string, caller: Caller, permission: string): Promise<AppointmentSeriesAnswer> {
    return this.of(await this.seriesBook.get(id, staffScopeOf(caller, permission)), caller, permission);
  }

  async of(series: AppointmentSeries, caller: Caller, permission: string): Promise<AppointmentSeriesAnswer> {
    const { id, facilityId, patientId, staffId, appointmentTypeId, recurrence, timeZone, bookedAt } = series;
    const rows = await this.appointments.page({ seriesId: id, scope: staffScopeOf(caller, permission) }, MOST_OCCURRENCES);
    const actions = await this.answers.actionsFor(caller, rows);
    return {
      ...{ id, facilityId, patientId, staffId, appointmentTypeId, recurrence, timeZone },
      bookedAt: bookedAt.toString(),
      version: series.version,
      appointments: rows.map((row) => ({ ...row, allowedActions: actions(row) })),
    };
  }
}
