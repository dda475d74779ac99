import { type Clock, NotFound, type UnitOfWork } from '#kernel';
import type { Appointments } from '../domain/appointments.js';
import type { Reminder } from '../domain/reminder.js';
import type { Reminders } from '../domain/reminders.js';

export interface ReplayReminderCommand {
  reminderId: string;
  /** Whether the caller may act at a facility; everywhere where absent. */
  mayAt?: (facilityId: string) => boolean;
}

/** Has a reminder that was given up sent once more, as long as what it says is true. */
export class ReplayReminder {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reminders: Reminders,
    private readonly appointments: Appointments,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, InvalidTransition */
  execute({ reminderId, mayAt = () => true }: ReplayReminderCommand): Promise<Reminder> {
    return this.unitOfWork.run(async () => {
      const [reminder] = await this.reminders.lock([reminderId]);
      if (!reminder || !mayAt(reminder.facilityId)) throw new NotFound('reminder');
      const now = this.clock.now();
      const { status, timeVersion, start } = await this.appointments.get(reminder.appointmentId);
      const isTrue = reminder.speaksOf(status) && reminder.appointmentVersion === timeVersion;
      if (!isTrue) reminder.refuseReplay('the appointment is not what it speaks of any more');
      if (Temporal.Instant.compare(start, now) <= 0) reminder.refuseReplay('the appointment has begun');
      reminder.replay(now);
      return reminder;
    });
  }
}
