import type { Clock, Ids, UnitOfWork } from '#kernel';
import type { Appointment } from '../domain/appointment.js';
import type { Appointments } from '../domain/appointments.js';
import { defaultOffsets } from '../domain/reminder-plan.js';
import { planReminders } from '../domain/reminder-planning.js';
import type { ReminderPlans, Reminders } from '../domain/reminders.js';
import { reachOf } from './patient-reach.js';
import type { FacilityCalendar, PatientDirectory } from './ports.js';

export interface PlanRemindersCommand {
  appointmentId: string;
}

/**
 * Brings the ledger of reminders in line with an appointment as it is now: plans for its time, and
 * gives up what was planned for an earlier time or for an appointment that will not be. Done twice, it
 * changes nothing, so any event of the appointment may call for it.
 */
export class PlanReminders {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly appointments: Appointments,
    private readonly reminders: Reminders,
    private readonly plans: ReminderPlans,
    private readonly patients: PatientDirectory,
    private readonly facilities: FacilityCalendar,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  execute({ appointmentId }: PlanRemindersCommand): Promise<void> {
    return this.unitOfWork.run(async () => {
      const appointment = await this.appointments.get(appointmentId);
      const known = await this.reminders.ofAppointment(appointmentId);
      const expected = appointment.status === 'booked' || appointment.status === 'confirmed';
      for (const reminder of known.filter((each) => each.isPending)) {
        if (!reminder.speaksOf(appointment.status)) reminder.suppress('cancelled');
        else if (reminder.appointmentVersion !== appointment.timeVersion) reminder.supersede();
      }
      const planned = known.some((each) => each.purpose === 'reminder' && each.appointmentVersion === appointment.timeVersion);
      if (expected && !planned) await this.plan(appointment);
    });
  }

  private async plan(appointment: Appointment): Promise<void> {
    const plan = await this.plans.applying(appointment.facilityId, appointment.appointmentTypeId);
    const contact = await this.patients.contactOf(appointment.patientId);
    const { timeZone } = await this.facilities.rulesOf(appointment.facilityId);
    const offsets = plan?.offsets ?? defaultOffsets;
    const planned = planReminders(appointment, offsets, reachOf(contact, timeZone), this.clock.now(), () => this.ids.next());
    planned.forEach((reminder) => this.reminders.add(reminder));
  }
}
