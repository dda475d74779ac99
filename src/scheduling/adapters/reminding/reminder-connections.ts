import type { EventSubscriptions, JobProcessors } from '#messaging';
import type { ConfirmToPatients } from '../../application/confirm-to-patients.js';
import type { PlanReminders } from '../../application/plan-reminders.js';
import type { ReplayReminder } from '../../application/replay-reminder.js';
import type { SendReminders } from '../../application/send-reminders.js';
import type { SettleByReceipt } from '../../application/settle-by-receipt.js';
import type { SweepReminders } from '../../application/sweep-reminders.js';
import { DeliveryListener } from '../events/delivery-listener.js';
import { ReminderPlanner } from '../events/reminder-planner.js';
import { DeadRemindersProcessor, SendRemindersProcessor } from '../jobs/send-reminders.processor.js';
import { SweepRemindersProcessor } from '../jobs/sweep-reminders.processor.js';

/** Hears what becomes of appointments and messages, and sends what is due. */
export class ReminderConnections {
  constructor(
    subscriptions: EventSubscriptions,
    processors: JobProcessors,
    planReminders: PlanReminders,
    confirmToPatients: ConfirmToPatients,
    settleByReceipt: SettleByReceipt,
    sweepReminders: SweepReminders,
    sendReminders: SendReminders,
    replayReminder: ReplayReminder,
  ) {
    subscriptions.add(new ReminderPlanner(planReminders, confirmToPatients));
    subscriptions.add(new DeliveryListener(settleByReceipt));
    processors.add(new SweepRemindersProcessor(sweepReminders));
    processors.add(new SendRemindersProcessor(sendReminders));
    processors.add(new DeadRemindersProcessor(replayReminder));
  }
}
