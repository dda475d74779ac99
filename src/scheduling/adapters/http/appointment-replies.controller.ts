import { Body, Controller, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, IfMatch, Operation, OwnRecord, PathId, Permission, scopeOf, Tag, Writes } from '#http';
import { reachesFacility } from '#kernel';
import type { AppointmentCommand } from '../../application/appointment-desk.js';
import { CancelAppointment } from '../../application/cancel-appointment.js';
import { ConfirmAppointment } from '../../application/confirm-appointment.js';
import { step } from './appointment-actions.controller.js';
import { AppointmentAnswers, mayDo } from './appointment-answer.js';
import { AppointmentAnswer, ReasonBody } from './appointments.dto.js';

const CHANGE = 'appointment:change';

type Version = number | undefined;

/** What patients can say to an appointment of theirs, as well as staff for them. */
@Tag('Appointments', 'Booking, moving and keeping appointments.')
@Controller('appointments/:id')
export class AppointmentRepliesController {
  constructor(
    private readonly confirm: ConfirmAppointment,
    private readonly cancel: CancelAppointment,
    private readonly answers: AppointmentAnswers,
  ) {}

  @Post('confirm')
  @Permission(CHANGE)
  @OwnRecord()
  @Writes('appointment.confirm')
  @Operation(step('Confirm an appointment, or book a held time'))
  async confirmAppointment(
    @CurrentCaller() caller: Caller,
    @PathId('appointment') id: string,
    @IfMatch() version: Version,
  ): Promise<AppointmentAnswer> {
    return this.answers.of(await this.confirm.execute(ownCommandOf(caller, id, version)), caller);
  }

  @Post('cancel')
  @Permission(CHANGE)
  @OwnRecord()
  @Writes('appointment.cancel')
  @Operation(step('Cancel an appointment and free its time'))
  async cancelAppointment(
    @CurrentCaller() caller: Caller,
    @PathId('appointment') id: string,
    @IfMatch() version: Version,
    @Body() { reason }: ReasonBody,
  ): Promise<AppointmentAnswer> {
    return this.answers.of(await this.cancel.execute({ ...ownCommandOf(caller, id, version), reason }), caller);
  }
}

function ownCommandOf(caller: Caller, appointmentId: string, expectedVersion: Version): AppointmentCommand {
  const scope = scopeOf(caller, CHANGE);
  const mayAsStaff = mayDo(caller);
  const may = (action: string, facilityId: string): boolean => !reachesFacility(scope, facilityId) || mayAsStaff(action, facilityId);
  return { appointmentId, expectedVersion, scope, may };
}
