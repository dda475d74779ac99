import { EVERY_ROW, InvalidTransition, reachesFacility } from '#kernel';
import type { Appointment } from '../domain/appointment.js';
import { type AppointmentAction, appointmentMachine } from '../domain/appointment-machine.js';
import { actionsOfPatient } from '../domain/self-service.js';
import type { AppointmentCommand } from './appointment-desk.js';
import type { FacilityCalendar } from './ports.js';

/** Who reaches an appointment only because it is their own may do with it what the facility leaves to patients. */
export class SelfServiceDesk {
  constructor(private readonly facilities: FacilityCalendar) {}

  /** @throws InvalidTransition */
  async expectAllowed(action: AppointmentAction, appointment: Appointment, { scope = EVERY_ROW }: AppointmentCommand): Promise<void> {
    const { status, facilityId } = appointment;
    if (reachesFacility(scope, facilityId)) return;
    const { selfService } = await this.facilities.rulesOf(facilityId);
    const allowed = actionsOfPatient(status, selfService);
    appointmentMachine.next(status, action, allowed);
    if (!allowed.includes(action)) throw new InvalidTransition(status, action, 'the facility leaves this to its staff', allowed);
  }
}
