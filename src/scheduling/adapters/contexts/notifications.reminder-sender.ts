import type { MessageKind, NotificationsFacade } from '../../../notifications/index.js';
import { type Confirmation, Confirmations, type ReminderMessage, type ReminderOutcome, ReminderSender } from '../../application/ports.js';
import type { ReminderPurpose } from '../../domain/reminder.js';

const KINDS: Record<ReminderPurpose, MessageKind> = {
  reminder: 'appointment-reminder',
  moved: 'appointment-moved',
  cancelled: 'appointment-called-off',
};

export class NotificationsReminderSender extends ReminderSender {
  constructor(private readonly notifications: NotificationsFacade) {
    super();
  }

  override async sendAll(messages: readonly ReminderMessage[]): Promise<ReminderOutcome[]> {
    const orders = messages.map(({ key, purpose, channel, to, facilityId, languages, when, facility, confirmUrl, cancelUrl }) => {
      return { key, kind: KINDS[purpose], channel, to, facilityId, languages, data: { when, facility, confirmUrl, cancelUrl } };
    });
    const outcomes = await this.notifications.deliverAll(orders);
    return outcomes.map(({ outcome, failure }, index) => ({ reminderId: messages[index]!.reminderId, outcome, failure }));
  }
}

/** Confirmations as requested messages, with an entry for the patient's calendar. */
export class NotificationsConfirmations extends Confirmations {
  constructor(private readonly notifications: NotificationsFacade) {
    super();
  }

  override request(confirmation: Confirmation): void {
    const { appointmentId, what, timeVersion, facilityId, patientId, recipients, languages, when, previousWhen, end } = confirmation;
    const { facility, cancelUrl, notBefore, notAfter } = confirmation;
    const cancelled = what === 'cancelled';
    this.notifications.request({
      key: `appointment-${what}.${appointmentId}.${timeVersion}`,
      kind: `appointment-${what}`,
      ...{ facilityId, patientId, recipients, languages, notBefore, notAfter },
      data: { when, previousWhen, facility, cancelUrl },
      calendar: {
        method: cancelled ? 'CANCEL' : 'REQUEST',
        uid: `appointment-${appointmentId}@aceso.invalid`,
        // A move counts up from the booking at 0; a cancellation is one more than the last.
        sequence: cancelled ? timeVersion : timeVersion - 1,
        start: when.at,
        end,
        location: facility,
      },
    });
  }
}
