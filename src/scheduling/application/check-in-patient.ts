import { type Clock, EVERY_ROW, reachesFacility, type RowScope } from '#kernel';
import type { Appointment } from '../domain/appointment.js';
import { appointmentMachine } from '../domain/appointment-machine.js';
import type { AppointmentCommand, AppointmentDesk } from './appointment-desk.js';
import type { FacilityCalendar } from './ports.js';

export interface CheckInPatientCommand extends AppointmentCommand {
  /** Where the caller may check in a patient who was counted as not come; everywhere where it is absent. */
  reopening?: RowScope;
}

/** The patient has arrived. */
export class CheckInPatient {
  constructor(
    private readonly desk: AppointmentDesk,
    private readonly facilities: FacilityCalendar,
    private readonly clock: Clock,
  ) {}

  execute(command: CheckInPatientCommand): Promise<Appointment> {
    return this.desk.change(command, async (appointment) => {
      const { reopening = EVERY_ROW } = command;
      if (appointment.status === 'no-show' && !reachesFacility(reopening, appointment.facilityId)) {
        throw appointmentMachine.refusal('no-show', 'check-in', 'it needs a permission that you do not hold');
      }
      appointment.checkIn(await this.facilities.rulesOf(appointment.facilityId), this.clock.now());
    });
  }
}
