import { Body, Controller, Post } from '@nestjs/common';
import {
  type Caller,
  CurrentCaller,
  IfMatch,
  Operation,
  type OperationOptions,
  PathId,
  Permission,
  staffScopeOf,
  Tag,
  Writes,
} from '#http';
import type { AppointmentCommand } from '../../application/appointment-desk.js';
import { CheckInPatient } from '../../application/check-in-patient.js';
import { CompleteAppointment } from '../../application/complete-appointment.js';
import { MarkNoShow } from '../../application/mark-no-show.js';
import { RescheduleAppointment } from '../../application/reschedule-appointment.js';
import { StartAppointment } from '../../application/start-appointment.js';
import { VoidAppointment } from '../../application/void-appointment.js';
import { WaiveNoShow } from '../../application/waive-no-show.js';
import { AppointmentAnswers, mayDo } from './appointment-answer.js';
import { AppointmentAnswer, ReasonBody, RescheduleBody } from './appointments.dto.js';
import { PLACE_ERRORS } from './place-errors.js';

const CHANGE = 'appointment:change';
const VOID = 'appointment:void';
const WAIVE = 'appointment:waive-no-show';

type Version = number | undefined;

/** What the steps of the life cycle say of themselves alike. */
export const step = (summary: string, more: OperationOptions['errors'] = {}): OperationOptions => ({
  summary,
  answer: AppointmentAnswer,
  status: 200,
  errors: { ...more, 409: [...(more[409] ?? []), 'invalid-transition'] },
});

@Tag('Appointments', 'Booking, moving and keeping appointments.')
@Controller('appointments/:id')
export class AppointmentActionsController {
  constructor(
    private readonly checkIn: CheckInPatient,
    private readonly begin: StartAppointment,
    private readonly complete: CompleteAppointment,
    private readonly noShow: MarkNoShow,
    private readonly waive: WaiveNoShow,
    private readonly voiding: VoidAppointment,
    private readonly reschedule: RescheduleAppointment,
    private readonly answers: AppointmentAnswers,
  ) {}

  @Post('check-in')
  @Permission(CHANGE)
  @Writes('appointment.check-in')
  @Operation(step('Check a patient in'))
  async checkInAppointment(
    @CurrentCaller() caller: Caller,
    @PathId('appointment') id: string,
    @IfMatch() version: Version,
  ): Promise<AppointmentAnswer> {
    const reopening = staffScopeOf(caller, 'appointment:override');
    return this.answers.of(await this.checkIn.execute({ ...commandOf(caller, id, version), reopening }), caller);
  }

  @Post('start')
  @Permission(CHANGE)
  @Writes('appointment.start')
  @Operation(step('Start an appointment'))
  async startAppointment(
    @CurrentCaller() caller: Caller,
    @PathId('appointment') id: string,
    @IfMatch() version: Version,
  ): Promise<AppointmentAnswer> {
    return this.answers.of(await this.begin.execute(commandOf(caller, id, version)), caller);
  }

  @Post('complete')
  @Permission(CHANGE)
  @Writes('appointment.complete')
  @Operation(step('Complete an appointment'))
  async completeAppointment(
    @CurrentCaller() caller: Caller,
    @PathId('appointment') id: string,
    @IfMatch() version: Version,
  ): Promise<AppointmentAnswer> {
    return this.answers.of(await this.complete.execute(commandOf(caller, id, version)), caller);
  }

  @Post('no-show')
  @Permission(CHANGE)
  @Writes('appointment.no-show')
  @Operation(step('Record that the patient did not come'))
  async markAppointmentNoShow(
    @CurrentCaller() caller: Caller,
    @PathId('appointment') id: string,
    @IfMatch() version: Version,
  ): Promise<AppointmentAnswer> {
    return this.answers.of(await this.noShow.execute(commandOf(caller, id, version)), caller);
  }

  @Post('waive-no-show')
  @Permission(WAIVE)
  @Writes('appointment.waive-no-show')
  @Operation({
    ...step('Forgive that the patient did not come'),
    description: `It stays on record, and counts neither for the limit of patients who book for themselves nor for a fee: a charge that was
made for it is cancelled. A patient who is checked in after all needs no waiver.`,
  })
  async waiveAppointmentNoShow(
    @CurrentCaller() caller: Caller,
    @PathId('appointment') id: string,
    @IfMatch() version: Version,
    @Body() { reason }: ReasonBody,
  ): Promise<AppointmentAnswer> {
    const command = { ...commandOf(caller, id, version, WAIVE), reason, by: caller.userId };
    return this.answers.of(await this.waive.execute(command), caller);
  }

  @Post('void')
  @Permission(VOID)
  @Writes('appointment.void')
  @Operation(step('Mark an appointment as entered in error'))
  async voidAppointment(
    @CurrentCaller() caller: Caller,
    @PathId('appointment') id: string,
    @IfMatch() version: Version,
    @Body() { reason }: ReasonBody,
  ): Promise<AppointmentAnswer> {
    const command = { ...commandOf(caller, id, version, VOID), reason };
    return this.answers.of(await this.voiding.execute(command), caller);
  }

  @Post('reschedule')
  @Permission(CHANGE)
  @Writes('appointment.reschedule')
  @Operation(step('Move an appointment to another time, practitioner or room', PLACE_ERRORS))
  async rescheduleAppointment(
    @CurrentCaller() caller: Caller,
    @PathId('appointment') id: string,
    @IfMatch() version: Version,
    @Body() { start, ...body }: RescheduleBody,
  ): Promise<AppointmentAnswer> {
    const command = { ...commandOf(caller, id, version), ...body, start: Temporal.Instant.from(start) };
    return this.answers.of(await this.reschedule.execute(command), caller);
  }
}

function commandOf(caller: Caller, appointmentId: string, expectedVersion: Version, permission = CHANGE): AppointmentCommand {
  return { appointmentId, expectedVersion, scope: staffScopeOf(caller, permission), may: mayDo(caller) };
}
