import { type Clock, DomainError, EVERY_ROW, type Ids, NotFound, type UnitOfWork } from '#kernel';
import type { Appointment } from '../domain/appointment.js';
import type { Appointments } from '../domain/appointments.js';
import { AppointmentSeries, OccurrenceRefused } from '../domain/appointment-series.js';
import { atSameTime, expectOccurrences, expectRecurrence, MOST_OCCURRENCES, type Recurrence } from '../domain/recurrence.js';
import type { BookAppointment, BookAppointmentCommand } from './book-appointment.js';
import type { Recurrences, SeriesBook } from './series-ports.js';
import type { SeriesZones } from './series-zones.js';

export interface BookSeriesCommand extends Omit<BookAppointmentCommand, 'hold' | 'holdUntil' | 'seriesId'> {
  recurrence: Recurrence;
}

/** A series with its appointments, in the order of their start. */
export interface BookedSeries {
  series: AppointmentSeries;
  appointments: Appointment[];
}

/** Books an appointment many times over, all or none, each by the normal way of booking. */
export class BookSeries {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly book: BookAppointment,
    private readonly appointments: Appointments,
    private readonly seriesBook: SeriesBook,
    private readonly recurrences: Recurrences,
    private readonly zones: SeriesZones,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, RuleBroken, OccurrenceRefused with the code of what stands in the way of an occurrence */
  execute({ recurrence, ...wish }: BookSeriesCommand): Promise<BookedSeries> {
    return this.unitOfWork.run(async () => {
      expectRecurrence(recurrence);
      const { facilityId, timeZone } = await this.zones.of(wish.appointmentTypeId, wish.scope ?? EVERY_ROW);
      const starts = this.startsOf(recurrence, wish.start, timeZone);
      const { patientId, staffId, appointmentTypeId } = wish;
      const fields = { id: this.ids.next(), facilityId, patientId, staffId, appointmentTypeId, recurrence, timeZone };
      const series = new AppointmentSeries({ ...fields, bookedAt: this.clock.now() });
      this.seriesBook.add(series);
      const booked: Appointment[] = [];
      for (const [index, start] of starts.entries()) {
        booked.push(await named(index, start, () => this.book.execute({ ...wish, start, seriesId: series.id })));
        // Put down at once, so that the next one sees it: among the open bookings of the patient, and where they would overlap.
        await this.appointments.settle();
      }
      return { series, appointments: booked };
    });
  }

  private startsOf(recurrence: Recurrence, start: Temporal.Instant, timeZone: string): Temporal.Instant[] {
    const local = start.toZonedDateTimeISO(timeZone);
    const dates = this.recurrences.dates(recurrence, local.toPlainDate(), MOST_OCCURRENCES + 1);
    expectOccurrences(dates);
    const starts = atSameTime(dates, local.toPlainTime(), timeZone);
    // The caller may mean the second occurrence of an hour that exists twice.
    return dates[0]!.equals(local.toPlainDate()) ? [start, ...starts.slice(1)] : starts;
  }
}

/** Names the occurrence that is refused. What is not there at all is no matter of one of them. */
export async function named<T>(index: number, start: Temporal.Instant, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DomainError) || error instanceof NotFound) throw error;
    throw error.kind === 'conflict' || error.kind === 'rule' ? new OccurrenceRefused(error, index, start) : error;
  }
}
