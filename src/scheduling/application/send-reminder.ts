import type { Clock, UnitOfWork } from '#kernel';
import type { Appointment } from '../domain/appointment.js';
import type { Appointments } from '../domain/appointments.js';
import type { Reminder } from '../domain/reminder.js';
import { timely } from '../domain/reminder-planning.js';
import { textFor } from '../domain/reminder-text.js';
import type { Reminders } from '../domain/reminders.js';
import { addressOf, reachOf } from './patient-reach.js';
import type { FacilityCalendar, PatientContact, PatientDirectory, ReminderMessage, ReminderSender } from './ports.js';
import { LEASE_MINUTES } from './sweep-reminders.js';

export interface SendReminderCommand {
  reminderId: string;
}

/**
 * Sends one reminder, if the appointment is still what it was planned for. The attempt is on record
 * before the message leaves; should we be killed in between, the repetition carries the same key.
 */
export class SendReminder {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reminders: Reminders,
    private readonly appointments: Appointments,
    private readonly patients: PatientDirectory,
    private readonly facilities: FacilityCalendar,
    private readonly sender: ReminderSender,
    private readonly clock: Clock,
  ) {}

  async execute({ reminderId }: SendReminderCommand): Promise<void> {
    const message = await this.unitOfWork.run(() => this.prepare(reminderId));
    if (!message) return;
    const failure = await this.attempt(message);
    await this.unitOfWork.run(() => this.settle(reminderId, failure));
  }

  private async prepare(reminderId: string): Promise<ReminderMessage | undefined> {
    const reminder = await this.reminders.get(reminderId);
    if (!reminder.isPending) return undefined;
    const appointment = await this.appointments.get(reminder.appointmentId);
    if (this.isObsolete(reminder, appointment)) return undefined;
    const contact = await this.patients.contactOf(reminder.patientId);
    const { timeZone } = await this.facilities.rulesOf(appointment.facilityId);
    if (!this.mayGoOut(reminder, appointment, contact, timeZone)) return undefined;
    reminder.startSending(this.clock.now().add({ minutes: LEASE_MINUTES }));
    return {
      key: reminder.messageKey,
      channel: reminder.channel,
      to: addressOf(contact, reminder.channel)!,
      ...textFor(reminder.purpose, appointment.start, timeZone, contact?.language),
    };
  }

  /** True, and settled, where the appointment is no longer what the reminder speaks of. */
  private isObsolete(reminder: Reminder, appointment: Appointment): boolean {
    if (!reminder.speaksOf(appointment.status)) reminder.suppress('cancelled');
    else if (appointment.timeVersion !== reminder.appointmentVersion) reminder.supersede();
    return !reminder.isPending;
  }

  /** False, and settled or postponed, where the patient may not be reached now. */
  private mayGoOut(reminder: Reminder, appointment: Appointment, contact: PatientContact | undefined, facilityZone: string): boolean {
    const reach = reachOf(contact, facilityZone);
    if (!reach.channels.includes(reminder.channel)) {
      reminder.suppress(reach.addresses.includes(reminder.channel) ? 'opted-out' : 'unreachable');
      return false;
    }
    const now = this.clock.now();
    const when = timely(now, appointment.start, reach);
    if ('not' in when) reminder.suppress(when.not);
    else if (!when.at.equals(now)) reminder.postpone(when.at);
    return 'at' in when && when.at.equals(now);
  }

  /** @returns why it failed, if it did */
  private async attempt(message: ReminderMessage): Promise<string | undefined> {
    try {
      await this.sender.send(message);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.name : 'unknown failure';
    }
  }

  private async settle(reminderId: string, failure: string | undefined): Promise<void> {
    const reminder = await this.reminders.get(reminderId);
    if (reminder.status !== 'sending') return;
    if (failure === undefined) return reminder.markSent(this.clock.now());
    const appointment = await this.appointments.get(reminder.appointmentId);
    reminder.markFailed(failure, this.clock.now(), appointment.start);
  }
}
