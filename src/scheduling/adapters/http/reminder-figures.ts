import type { Metrics } from '#http';
import type { RemindersQuery } from '../persistence/reminders.query.js';

/** Shows whether reminders get sent, by the age of the oldest that is due. */
export class ReminderFigures {
  constructor(metrics: Metrics, reminders: RemindersQuery) {
    const help = 'Age of the oldest reminder that is due and neither sent nor given up.';
    metrics.gauge('reminders_oldest_due_seconds', help, () => reminders.oldestDueAge());
  }
}
