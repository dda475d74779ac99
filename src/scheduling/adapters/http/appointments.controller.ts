import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import {
  type Caller,
  CurrentCaller,
  cursorKey,
  DEFAULT_LIMIT,
  Forbidden,
  Operation,
  OwnRecord,
  type Page,
  pageOf,
  PathId,
  Permission,
  Reads,
  scopeOf,
  staffScopeOf,
  Tag,
  Writes,
} from '#http';
import { NotFound } from '#kernel';
import { BookAppointment } from '../../application/book-appointment.js';
import { AppointmentsQuery } from '../persistence/appointments.query.js';
import { AppointmentAnswers } from './appointment-answer.js';
import { boundOf, statusesOf } from './appointment-filter.js';
import { AppointmentAnswer, AppointmentsPageQuery, BookBody } from './appointments.dto.js';
import { PLACE_ERRORS } from './place-errors.js';

const BOOK = 'appointment:book';
const OVERRIDE = 'appointment:override';
const READ = 'appointment:read';

@Tag('Appointments', 'Booking, moving and keeping appointments.')
@Controller('appointments')
export class AppointmentsController {
  constructor(
    private readonly book: BookAppointment,
    private readonly appointments: AppointmentsQuery,
    private readonly answers: AppointmentAnswers,
  ) {}

  @Post()
  @Permission(BOOK)
  @OwnRecord()
  @Writes('appointment.book')
  @Operation({
    summary: 'Book or hold an appointment',
    description:
      'Everything it needs is taken in the same moment, or nothing. `hold` keeps the time until `holdUntil`. ' +
      'Patients book for themselves, what the facility offers them, unless they missed too many appointments (`noShowLimit`).',
    answer: AppointmentAnswer,
    errors: {
      404: ['not-found'],
      409: PLACE_ERRORS[409],
      422: [...PLACE_ERRORS[422], 'patient-deceased', 'too-many-open-bookings', 'too-many-no-shows'],
    },
  })
  async bookAppointment(@CurrentCaller() caller: Caller, @Body() body: BookBody): Promise<AppointmentAnswer> {
    if (body.override && !caller.permissions.has(OVERRIDE)) throw new Forbidden(OVERRIDE);
    const scope = body.override ? staffScopeOf(caller, OVERRIDE) : scopeOf(caller, BOOK);
    const command = { ...body, start: Temporal.Instant.from(body.start), scope };
    return this.answers.of(await this.book.execute(command), caller);
  }

  @Get()
  @Permission(READ)
  @OwnRecord()
  @Reads('appointment.list')
  @Operation({ summary: 'List appointments in the order of their start', page: AppointmentAnswer })
  async listAppointments(@CurrentCaller() caller: Caller, @Query() query: AppointmentsPageQuery): Promise<Page<AppointmentAnswer>> {
    const { limit = DEFAULT_LIMIT, cursor, from, to, status, ...filter } = query;
    const rows = await this.appointments.page(
      { ...filter, from: boundOf(from, 'from'), to: boundOf(to, 'to'), statuses: statusesOf(status), scope: scopeOf(caller, READ) },
      limit,
      cursorKey(cursor, ['instant', 'uuid']),
    );
    const actions = await this.answers.actionsFor(caller, rows);
    return pageOf(
      rows,
      limit,
      (row) => [row.start, row.id],
      (row) => Object.assign(row, { allowedActions: actions(row) }),
    );
  }

  @Get(':id')
  @Permission(READ)
  @OwnRecord()
  @Reads('appointment.read')
  @Operation({ summary: 'Read an appointment', answer: AppointmentAnswer })
  async readAppointment(@CurrentCaller() caller: Caller, @PathId('appointment') id: string): Promise<AppointmentAnswer> {
    const view = await this.appointments.byId(id, scopeOf(caller, READ));
    if (!view) throw new NotFound('appointment');
    return { ...view, allowedActions: await this.answers.actionsOn(view, caller) };
  }
}
