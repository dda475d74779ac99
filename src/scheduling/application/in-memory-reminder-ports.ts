import { NotFound } from '#kernel';
import type { Reminder } from '../domain/reminder.js';
import type { ReminderPlan } from '../domain/reminder-plan.js';
import { ReminderPlans, Reminders } from '../domain/reminders.js';
import {
  AppointmentLinks,
  type Confirmation,
  Confirmations,
  DeadReminders,
  type LinkPurpose,
  type LinkTarget,
  type ReminderMessage,
  type ReminderOutcome,
  ReminderQueue,
  ReminderSender,
} from './ports.js';

/** For specs: the ports of reminding without a database, a queue or a mail server. */
export class ReminderLedger extends Reminders {
  readonly all: Reminder[] = [];

  add(reminder: Reminder): void {
    this.all.push(reminder);
  }

  addIfAbsent(reminder: Reminder): void {
    this.all.push(reminder);
  }

  async lock(ids: readonly string[]): Promise<Reminder[]> {
    return this.all.filter(({ id }) => ids.includes(id));
  }

  async lockOf(appointmentIds: readonly string[]): Promise<Reminder[]> {
    return this.all.filter(({ appointmentId }) => appointmentIds.includes(appointmentId));
  }

  async get(id: string): Promise<Reminder> {
    const found = this.all.find((each) => each.id === id);
    if (!found) throw new NotFound('reminder');
    return found;
  }

  async ofAppointment(appointmentId: string): Promise<Reminder[]> {
    return this.all.filter((each) => each.appointmentId === appointmentId);
  }

  async claimDue(now: Temporal.Instant): Promise<string[]> {
    return this.all.filter((each) => each.isPending && Temporal.Instant.compare(each.dueAt, now) <= 0).map(({ id }) => id);
  }
}

export class NoPlans extends ReminderPlans {
  add(): void {
    throw new Error('not expected here');
  }

  async find(): Promise<ReminderPlan | undefined> {
    return undefined;
  }

  async applying(): Promise<ReminderPlan | undefined> {
    return undefined;
  }

  async save(): Promise<void> {
    throw new Error('not expected here');
  }
}

export class Mailbox extends ReminderSender {
  readonly messages: ReminderMessage[] = [];
  /** How attempts end, by channel; those not named are sent. */
  readonly outcomes: Partial<Record<ReminderMessage['channel'], Omit<ReminderOutcome, 'reminderId'>>> = {};

  async sendAll(messages: readonly ReminderMessage[]): Promise<ReminderOutcome[]> {
    return messages.map((message) => {
      const outcome = this.outcomes[message.channel] ?? { outcome: 'sent' };
      if (outcome.outcome === 'sent') this.messages.push(message);
      return { reminderId: message.reminderId, ...outcome };
    });
  }
}

/** Links that say plainly what they are for. */
export class PlainLinks extends AppointmentLinks {
  to(purpose: LinkPurpose, { id, timeVersion, start }: Parameters<AppointmentLinks['to']>[1]): string {
    return `${purpose} ${id} ${timeVersion} ${start.toString()}`;
  }

  read(token: string): LinkTarget | undefined {
    const [purpose, appointmentId = '', timeVersion, start = ''] = token.split(' ');
    if (purpose !== 'confirm' && purpose !== 'cancel') return undefined;
    return { purpose, appointmentId, timeVersion: Number(timeVersion), expiresAt: Temporal.Instant.from(start) };
  }
}

export class ConfirmationList extends Confirmations {
  readonly all: Confirmation[] = [];

  request(confirmation: Confirmation): void {
    this.all.push(confirmation);
  }
}

export class DeadReminderList extends DeadReminders {
  readonly ids: string[] = [];

  async show(ids: readonly string[]): Promise<void> {
    this.ids.push(...ids);
  }
}

export class QueueList extends ReminderQueue {
  readonly ids: string[] = [];

  async enqueue(ids: readonly string[]): Promise<void> {
    this.ids.push(...ids);
  }

  async room(): Promise<number> {
    return 100 - this.ids.length;
  }
}
