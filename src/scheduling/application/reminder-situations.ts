import type { FacilityRules } from '../domain/facility-rules.js';
import type { RemindedAppointment } from '../domain/reminded-appointment.js';
import type { Reach } from '../domain/reminder-planning.js';
import type { Reminder } from '../domain/reminder.js';
import { reachOf } from './patient-reach.js';
import type { FacilityCalendar, PatientContact, PatientDirectory } from './ports.js';

/** Everything that bears on messages about an appointment. */
export interface Situation {
  appointment: RemindedAppointment;
  contact: PatientContact | undefined;
  reach: Reach;
  rules: FacilityRules;
}

/** Appointments as messages about them need them. */
export abstract class RemindedAppointments {
  /** Those of the ids that exist, in no particular order. */
  abstract all(ids: readonly string[]): Promise<RemindedAppointment[]>;
}

/** Looks up what bears on the messages of many appointments, each thing once. */
export class ReminderSituations {
  constructor(
    private readonly appointments: RemindedAppointments,
    private readonly patients: PatientDirectory,
    private readonly facilities: FacilityCalendar,
  ) {}

  /** By appointment id. */
  async of(appointmentIds: Iterable<string>): Promise<ReadonlyMap<string, Situation>> {
    const appointments = await this.appointments.all([...new Set(appointmentIds)]);
    const contacts = await this.patients.contactsOf([...new Set(appointments.map(({ patientId }) => patientId))]);
    const rules = await this.rulesOf(appointments);
    return new Map(
      appointments.map((appointment) => {
        const contact = contacts.get(appointment.patientId);
        const facility = rules.get(appointment.facilityId)!;
        return [appointment.id, { appointment, contact, reach: reachOf(contact, facility.timeZone), rules: facility }];
      }),
    );
  }

  ofReminders(reminders: readonly Reminder[]): Promise<ReadonlyMap<string, Situation>> {
    return this.of(reminders.map(({ appointmentId }) => appointmentId));
  }

  private async rulesOf(appointments: readonly RemindedAppointment[]): Promise<ReadonlyMap<string, FacilityRules>> {
    const ids = [...new Set(appointments.map(({ facilityId }) => facilityId))];
    return new Map(await Promise.all(ids.map(async (id): Promise<[string, FacilityRules]> => [id, await this.facilities.rulesOf(id)])));
  }
}
