import type { Clock, UnitOfWork } from '#kernel';
import type { Reminders } from '../domain/reminders.js';
import type { ReminderQueue } from './ports.js';

const MOST_AT_ONCE = 500;
/** Minutes after which a reminder that was claimed but not settled is due again. */
export const LEASE_MINUTES = 5;

/** Claims the reminders that are due and has them sent. What the queue loses, the next sweep finds. */
export class SweepReminders {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reminders: Reminders,
    private readonly queue: ReminderQueue,
    private readonly clock: Clock,
  ) {}

  /** @returns how many were due */
  async execute(): Promise<number> {
    const now = this.clock.now();
    const leaseUntil = now.add({ minutes: LEASE_MINUTES });
    const due = await this.unitOfWork.run(() => this.reminders.claimDue(now, leaseUntil, MOST_AT_ONCE));
    if (due.length > 0) await this.queue.enqueue(due, now);
    return due.length;
  }
}
