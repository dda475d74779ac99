import { Body, Controller, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, IfMatch, Operation, type OperationOptions, PathId, Permission, Tag, Writes } from '#http';
import type { AppointmentCommand } from '../../application/appointment-desk.js';
import { CancelAppointment } from '../../application/cancel-appointment.js';
import { CheckInPatient } from '../../application/check-in-patient.js';
import { CompleteAppointment } from '../../application/complete-appointment.js';
import { ConfirmAppointment } from '../../application/confirm-appointment.js';
import { MarkNoShow } from '../../application/mark-no-show.js';
import { RescheduleAppointment } from '../../application/reschedule-appointment.js';
import { StartAppointment } from '../../application/start-appointment.js';
import { VoidAppointment } from '../../application/void-appointment.js';
import { answerOf } from './appointment-answer.js';
import { AppointmentAnswer, ReasonBody, RescheduleBody } from './appointments.dto.js';
import { PLACE_ERRORS } from './place-errors.js';
import { facilitiesWith } from './visibility.js';

const CHANGE = 'appointment:change';
const VOID = 'appointment:void';

type Version = number | undefined;

const step = (summary: string, more: OperationOptions['errors'] = {}): OperationOptions => ({
  summary,
  answer: AppointmentAnswer,
  status: 200,
  errors: { ...more, 409: [...(more[409] ?? []), 'invalid-transition'] },
});

@Tag('Appointments', 'Booking, moving and keeping appointments.')
@Controller('appointments/:id')
export class AppointmentActionsController {
  constructor(
    private readonly confirm: ConfirmAppointment,
    private readonly checkIn: CheckInPatient,
    private readonly begin: StartAppointment,
    private readonly complete: CompleteAppointment,
    private readonly cancel: CancelAppointment,
    private readonly noShow: MarkNoShow,
    private readonly voiding: VoidAppointment,
    private readonly reschedule: RescheduleAppointment,
  ) {}

  @Post('confirm')
  @Permission(CHANGE)
  @Writes('appointment.confirm')
  @Operation(step('Confirm an appointment, or book a held time'))
  async confirmAppointment(
    @CurrentCaller() caller: Caller,
    @PathId('appointment') id: string,
    @IfMatch() version: Version,
  ): Promise<AppointmentAnswer> {
    return answerOf(await this.confirm.execute(commandOf(caller, id, version)), caller);
  }

  @Post('check-in')
  @Permission(CHANGE)
  @Writes('appointment.check-in')
  @Operation(step('Check a patient in'))
  async checkInAppointment(
    @CurrentCaller() caller: Caller,
    @PathId('appointment') id: string,
    @IfMatch() version: Version,
  ): Promise<AppointmentAnswer> {
    const reopenWithin = facilitiesWith('appointment:override', caller);
    return answerOf(await this.checkIn.execute({ ...commandOf(caller, id, version), reopenWithin }), caller);
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
    return answerOf(await this.begin.execute(commandOf(caller, id, version)), caller);
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
    return answerOf(await this.complete.execute(commandOf(caller, id, version)), caller);
  }

  @Post('cancel')
  @Permission(CHANGE)
  @Writes('appointment.cancel')
  @Operation(step('Cancel an appointment and free its time'))
  async cancelAppointment(
    @CurrentCaller() caller: Caller,
    @PathId('appointment') id: string,
    @IfMatch() version: Version,
    @Body() { reason }: ReasonBody,
  ): Promise<AppointmentAnswer> {
    return answerOf(await this.cancel.execute({ ...commandOf(caller, id, version), reason }), caller);
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
    return answerOf(await this.noShow.execute(commandOf(caller, id, version)), caller);
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
    return answerOf(await this.voiding.execute(command), caller);
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
    return answerOf(await this.reschedule.execute(command), caller);
  }
}

function commandOf(caller: Caller, appointmentId: string, expectedVersion: Version, permission = CHANGE): AppointmentCommand {
  return { appointmentId, expectedVersion, within: facilitiesWith(permission, caller) };
}
