import { AuditTrail, Clock, Ids, UnitOfWork } from '#kernel';
import { Entities } from '#persistence';
import { wire, wireAs } from '#wiring';
import { BookAppointment } from '../../application/book-appointment.js';
import { BookSeries } from '../../application/book-series.js';
import { CancelAppointment } from '../../application/cancel-appointment.js';
import { CancelSeries, RescheduleSeries } from '../../application/change-series.js';
import { Calendar, FacilityCalendar } from '../../application/ports.js';
import { RescheduleAppointment } from '../../application/reschedule-appointment.js';
import { Recurrences, SeriesBook } from '../../application/series-ports.js';
import { SeriesZones } from '../../application/series-zones.js';
import { Appointments } from '../../domain/appointments.js';
import { AppointmentAnswers } from '../http/appointment-answer.js';
import { SeriesAnswers } from '../http/appointment-series-answer.js';
import { MikroOrmSeriesBook } from '../persistence/appointment-series.mikro-orm.js';
import { AppointmentsQuery } from '../persistence/appointments.query.js';
import { RruleRecurrences } from './rrule.recurrences.js';

/** The part of scheduling's wiring that is about series of appointments. */
export const seriesProviders = [
  wireAs(SeriesBook, MikroOrmSeriesBook, Entities),
  wireAs(Recurrences, RruleRecurrences),
  wire(SeriesZones, Calendar, FacilityCalendar),
  wire(BookSeries, UnitOfWork, BookAppointment, Appointments, SeriesBook, Recurrences, SeriesZones, Ids, Clock),
  wire(CancelSeries, UnitOfWork, SeriesBook, Appointments, CancelAppointment, AuditTrail),
  wire(RescheduleSeries, UnitOfWork, SeriesBook, Appointments, RescheduleAppointment, AuditTrail),
  wire(SeriesAnswers, SeriesBook, AppointmentsQuery, AppointmentAnswers),
];
