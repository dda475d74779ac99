import { Body, Controller, Get, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, Forbidden, Operation, PathId, Permission, Reads, staffScopeOf, Tag, Writes } from '#http';
import { BookSeries } from '../../application/book-series.js';
import { CancelSeries, RescheduleSeries } from '../../application/change-series.js';
import { SeriesAnswers } from './appointment-series-answer.js';
import { AppointmentSeriesAnswer, BookSeriesBody, CancelSeriesBody, RescheduleSeriesBody } from './appointment-series.dto.js';
import { PLACE_ERRORS } from './place-errors.js';

const BOOK = 'appointment:book';
const OVERRIDE = 'appointment:override';
const READ = 'appointment:read';
const CHANGE = 'appointment:change';
const REFUSED = 'All or none; where it is refused, `occurrence` has the `index` (from 0) and the `start` of the first that can’t be had.';

@Tag('Appointment series', 'Appointments that repeat, booked and changed together.')
@Controller('appointment-series')
export class AppointmentSeriesController {
  constructor(
    private readonly bookSeries: BookSeries,
    private readonly cancelSeries: CancelSeries,
    private readonly rescheduleSeries: RescheduleSeries,
    private readonly answers: SeriesAnswers,
  ) {}

  @Post()
  @Permission(BOOK)
  @Writes('appointment-series.book')
  @Operation({
    summary: 'Book a series of up to 52 appointments',
    description: `${REFUSED} A month without the day is left out.`,
    answer: AppointmentSeriesAnswer,
    errors: {
      404: ['not-found'],
      409: PLACE_ERRORS[409],
      422: [...PLACE_ERRORS[422], 'invalid-recurrence', 'patient-deceased', 'too-many-open-bookings'],
    },
  })
  async bookAppointmentSeries(@CurrentCaller() caller: Caller, @Body() body: BookSeriesBody): Promise<AppointmentSeriesAnswer> {
    if (body.override && !caller.permissions.has(OVERRIDE)) throw new Forbidden(OVERRIDE);
    const permission = body.override ? OVERRIDE : BOOK;
    const command = { ...body, start: Temporal.Instant.from(body.start), scope: staffScopeOf(caller, permission) };
    const { series } = await this.bookSeries.execute(command);
    return this.answers.of(series, caller, permission);
  }

  @Get(':id')
  @Permission(READ)
  @Reads('appointment-series.read')
  @Operation({ summary: 'Read a series with its appointments', answer: AppointmentSeriesAnswer })
  async readAppointmentSeries(@CurrentCaller() caller: Caller, @PathId('appointment series') id: string): Promise<AppointmentSeriesAnswer> {
    return this.answers.read(id, caller, READ);
  }

  @Post(':id/cancel')
  @Permission(CHANGE)
  @Writes('appointment-series.cancel')
  @Operation({
    summary: 'Cancel what is still to come of a series, from one occurrence on',
    answer: AppointmentSeriesAnswer,
    status: 200,
    errors: { 409: ['series-over'] },
  })
  async cancelAppointmentSeries(
    @CurrentCaller() caller: Caller,
    @PathId('appointment series') seriesId: string,
    @Body() { from, reason }: CancelSeriesBody,
  ): Promise<AppointmentSeriesAnswer> {
    const command = { seriesId, from: Temporal.Instant.from(from), reason, scope: staffScopeOf(caller, CHANGE) };
    return this.answers.of((await this.cancelSeries.execute(command)).series, caller, CHANGE);
  }

  @Post(':id/reschedule')
  @Permission(CHANGE)
  @Writes('appointment-series.reschedule')
  @Operation({
    summary: 'Move what is still to come of a series, from one occurrence on',
    description: REFUSED,
    answer: AppointmentSeriesAnswer,
    status: 200,
    errors: { 409: [...PLACE_ERRORS[409], 'series-over', 'invalid-transition'], 422: PLACE_ERRORS[422] },
  })
  async rescheduleAppointmentSeries(
    @CurrentCaller() caller: Caller,
    @PathId('appointment series') seriesId: string,
    @Body() { from, start, ...body }: RescheduleSeriesBody,
  ): Promise<AppointmentSeriesAnswer> {
    const times = { from: Temporal.Instant.from(from), start: Temporal.Instant.from(start) };
    const command = { ...body, ...times, seriesId, scope: staffScopeOf(caller, CHANGE) };
    return this.answers.of((await this.rescheduleSeries.execute(command)).series, caller, CHANGE);
  }
}
