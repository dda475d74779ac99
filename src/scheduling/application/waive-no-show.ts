import type { Clock } from '#kernel';
import type { Appointment } from '../domain/appointment.js';
import type { AppointmentCommand, AppointmentDesk } from './appointment-desk.js';

export interface WaiveNoShowCommand extends AppointmentCommand {
  reason: string;
  /** A user. */
  by: string;
}

/** Forgives that a patient did not come: it stays on record, and counts neither for the fee nor for the limit. */
export class WaiveNoShow {
  constructor(
    private readonly desk: AppointmentDesk,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, StaleVersion, InvalidTransition */
  execute(command: WaiveNoShowCommand): Promise<Appointment> {
    return this.desk.change(command, (appointment) => appointment.waiveNoShow(command.reason, command.by, this.clock.now()));
  }
}
