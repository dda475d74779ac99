import { JobProcessor } from '#messaging';
import type { SweepReminders } from '../../application/sweep-reminders.js';

/** Looks for reminders that are due. */
export class SweepRemindersProcessor extends JobProcessor {
  override readonly queue = 'scheduling.reminder-sweep';
  override readonly schedules = [{ id: 'sweep', every: 2_000 }];

  constructor(private readonly sweepReminders: SweepReminders) {
    super();
  }

  override async process(): Promise<void> {
    await this.sweepReminders.execute();
  }
}
