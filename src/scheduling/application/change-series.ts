import { type AuditTrail, DomainError, type RowScope, type UnitOfWork } from '#kernel';
import type { Appointment } from '../domain/appointment.js';
import type { Appointments } from '../domain/appointments.js';
import type { AppointmentSeries } from '../domain/appointment-series.js';
import { movedAlike } from '../domain/recurrence.js';
import { type BookedSeries, named } from './book-series.js';
import type { CancelAppointment } from './cancel-appointment.js';
import type { RescheduleAppointment } from './reschedule-appointment.js';
import type { SeriesBook } from './series-ports.js';

export interface ChangeSeriesCommand {
  seriesId: string;
  /** The first one concerned begins at or after this. */
  from: Temporal.Instant;
  /** Whose appointments the caller may change; all where it is absent. */
  scope?: RowScope;
}

export interface CancelSeriesCommand extends ChangeSeriesCommand {
  reason: string;
}

export interface RescheduleSeriesCommand extends ChangeSeriesCommand {
  /** The new start of the first one concerned. */
  start: Temporal.Instant;
  staffId?: string;
  resourceIds?: string[];
}

/** There is nothing left of the series to change. */
export class SeriesOver extends DomainError {
  readonly code = 'series-over';
  readonly kind = 'conflict';

  constructor() {
    super('No occurrence of the series from there on is still to come.');
  }
}

/** Cancels what is still to come of a series, from one occurrence on. */
export class CancelSeries {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly seriesBook: SeriesBook,
    private readonly appointments: Appointments,
    private readonly cancel: CancelAppointment,
    private readonly auditTrail: AuditTrail,
  ) {}

  /** @throws NotFound, SeriesOver */
  execute({ reason, ...command }: CancelSeriesCommand): Promise<BookedSeries> {
    return this.unitOfWork.run(async () => {
      const { series, appointments } = await concerned(command, this.seriesBook, this.appointments);
      for (const { id: appointmentId } of appointments) await this.cancel.execute({ appointmentId, reason, scope: command.scope });
      for (const appointment of appointments) this.auditTrail.record(entryOf('appointment.cancel', appointment));
      return { series, appointments };
    });
  }
}

/**
 * Moves what is still to come of a series, from one occurrence on, all or none: each by as many days as the first, to the
 * same time of day.
 */
export class RescheduleSeries {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly seriesBook: SeriesBook,
    private readonly appointments: Appointments,
    private readonly reschedule: RescheduleAppointment,
    private readonly auditTrail: AuditTrail,
  ) {}

  /** @throws NotFound, SeriesOver, OccurrenceRefused with the code of what stands in the way of an occurrence */
  execute({ start, staffId, resourceIds, ...command }: RescheduleSeriesCommand): Promise<BookedSeries> {
    return this.unitOfWork.run(async () => {
      const { series, appointments } = await concerned(command, this.seriesBook, this.appointments);
      const starts = movedAlike(appointments.map((each) => each.start), start, series.timeZone);
      const moves = appointments.map(({ id }, index) => ({ index, appointmentId: id, start: starts[index]! }));
      // Those go first into whose old time another of them moves.
      const isLater = Temporal.Instant.compare(start, appointments[0]!.start) > 0;
      for (const { index, ...move } of isLater ? moves.reverse() : moves) {
        const wanted = { ...move, staffId, resourceIds, scope: command.scope };
        await named(index, move.start, () => this.reschedule.execute(wanted));
        await this.appointments.settle();
      }
      for (const appointment of appointments) this.auditTrail.record(entryOf('appointment.reschedule', appointment));
      return { series, appointments };
    });
  }
}

async function concerned(
  { seriesId, from, scope }: ChangeSeriesCommand,
  seriesBook: SeriesBook,
  book: Appointments,
): Promise<{ series: AppointmentSeries; appointments: Appointment[] }> {
  const series = await seriesBook.get(seriesId, scope);
  const appointments = await book.openOfSeries(seriesId, from);
  if (appointments.length === 0) throw new SeriesOver();
  return { series, appointments };
}

function entryOf(action: string, { id, patientId, facilityId }: Appointment): Parameters<AuditTrail['record']>[0] {
  return { action, resourceType: 'appointment', resourceId: id, patientId, facilityId };
}
