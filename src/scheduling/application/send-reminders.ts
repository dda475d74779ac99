import type { Clock, Ids, UnitOfWork } from '#kernel';
import { fallbackOf, goesOut } from '../domain/reminder-sending.js';
import type { Reminder } from '../domain/reminder.js';
import type { Reminders } from '../domain/reminders.js';
import { addressOf } from './patient-reach.js';
import type { AppointmentLinks, DeadReminders, ReminderMessage, ReminderOutcome, ReminderSender } from './ports.js';
import type { ReminderSituations, Situation } from './reminder-situations.js';
import { LEASE_MINUTES } from './sweep-reminders.js';

export interface SendRemindersCommand {
  reminderIds: readonly string[];
}

/**
 * Sends many reminders, each if its appointment is still what it was planned for. All attempts are on record before the
 * first message leaves; should we be killed in between, the repetition carries the same keys.
 */
export class SendReminders {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reminders: Reminders,
    private readonly situations: ReminderSituations,
    private readonly sender: ReminderSender,
    private readonly links: AppointmentLinks,
    private readonly deadReminders: DeadReminders,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async execute({ reminderIds }: SendRemindersCommand): Promise<void> {
    const messages = await this.unitOfWork.run(() => this.prepare(reminderIds));
    if (messages.length === 0) return;
    const outcomes = await this.sender.sendAll(messages);
    const dead = await this.unitOfWork.run(() => this.settle(new Map(outcomes.map((outcome) => [outcome.reminderId, outcome]))));
    if (dead.length > 0) await this.deadReminders.show(dead);
  }

  private async prepare(reminderIds: readonly string[]): Promise<ReminderMessage[]> {
    const now = this.clock.now();
    const pending = (await this.reminders.lock(reminderIds)).filter((reminder) => reminder.isPending);
    const situations = await this.situations.ofReminders(pending);
    const going = pending.filter((reminder) => {
      const { appointment, reach } = situations.get(reminder.appointmentId)!;
      return goesOut(reminder, appointment, reach, now);
    });
    going.forEach((reminder) => reminder.startSending(now.add({ minutes: LEASE_MINUTES })));
    await this.fallBack(pending, situations);
    return going.map((reminder) => this.messageFor(reminder, situations.get(reminder.appointmentId)!));
  }

  private messageFor(reminder: Reminder, { appointment, contact, rules }: Situation): ReminderMessage {
    const withLinks = reminder.purpose !== 'cancelled';
    return {
      reminderId: reminder.id,
      key: reminder.messageKey,
      purpose: reminder.purpose,
      channel: reminder.channel,
      to: addressOf(contact, reminder.channel)!,
      facilityId: appointment.facilityId,
      languages: [contact?.language, rules.messages.language],
      when: { at: appointment.start.toString(), timeZone: rules.timeZone },
      facility: rules.facilityName,
      confirmUrl: withLinks && appointment.status === 'booked' ? this.links.to('confirm', appointment) : undefined,
      cancelUrl: withLinks ? this.links.to('cancel', appointment) : undefined,
    };
  }

  /** @returns ids of those that are dead, and that no other channel stands in for */
  private async settle(outcomes: ReadonlyMap<string, ReminderOutcome>): Promise<string[]> {
    const now = this.clock.now();
    const sending = (await this.reminders.lock([...outcomes.keys()])).filter(({ status }) => status === 'sending');
    const failed: Reminder[] = [];
    for (const reminder of sending) {
      if (outcomes.get(reminder.id)!.outcome === 'sent') reminder.markSent(now);
      else failed.push(reminder);
    }
    if (failed.length === 0) return [];
    const situations = await this.situations.ofReminders(failed);
    for (const reminder of failed) {
      const { outcome, failure = outcome } = outcomes.get(reminder.id)!;
      const { start } = situations.get(reminder.appointmentId)!.appointment;
      reminder.markFailed({ why: failure, final: outcome === 'refused' }, now, start);
    }
    const replaced = await this.fallBack(failed, situations);
    return failed.filter(({ id, status }) => status === 'dead' && !replaced.has(id)).map(({ id }) => id);
  }

  /** Plans the next channel for those that failed for good. Returns the ids of those. */
  private async fallBack(reminders: readonly Reminder[], situations: ReadonlyMap<string, Situation>): Promise<ReadonlySet<string>> {
    const now = this.clock.now();
    const replaced = new Set<string>();
    for (const reminder of reminders.filter(({ fallbacks }) => fallbacks.length > 0)) {
      const { appointment, reach } = situations.get(reminder.appointmentId)!;
      const next = fallbackOf(reminder, appointment, reach, now, this.ids.next());
      if (!next) continue;
      this.reminders.addIfAbsent(next);
      replaced.add(reminder.id);
    }
    return replaced;
  }
}
