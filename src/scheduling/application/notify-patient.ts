import type { Clock, Ids } from '#kernel';
import type { Appointment } from '../domain/appointment.js';
import { planNotice } from '../domain/reminder-planning.js';
import type { NoticePurpose } from '../domain/reminder.js';
import type { Reminders } from '../domain/reminders.js';
import { reachOf } from './patient-reach.js';
import type { FacilityCalendar, PatientDirectory } from './ports.js';

/**
 * Lets a patient know that the hospital has moved or cancelled their appointment: a line in the ledger of reminders that is
 * due at once, in the transaction of the change. It is sent, tried again and held back at night like any reminder.
 */
export class NotifyPatient {
  constructor(
    private readonly reminders: Reminders,
    private readonly patients: PatientDirectory,
    private readonly facilities: FacilityCalendar,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async execute(appointment: Appointment, purpose: NoticePurpose): Promise<void> {
    const contact = await this.patients.contactOf(appointment.patientId);
    const { timeZone } = await this.facilities.rulesOf(appointment.facilityId);
    this.reminders.add(planNotice(appointment, purpose, reachOf(contact, timeZone), this.clock.now(), this.ids.next()));
  }
}
