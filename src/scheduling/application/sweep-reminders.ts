import type { Clock, UnitOfWork } from '#kernel';
import type { Reminders } from '../domain/reminders.js';
import type { ReminderQueue } from './ports.js';

/** Few enough that requests beside it notice nothing. */
const MOST_AT_ONCE = 200;
/** Minutes after which a reminder that was claimed but not settled is due again. */
export const LEASE_MINUTES = 5;

/**
 * Claims the reminders that are due and has them sent, as many as are sure to be sent before their lease ends. What the
 * queue loses, the next sweep finds.
 */
export class SweepReminders {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reminders: Reminders,
    private readonly queue: ReminderQueue,
    private readonly clock: Clock,
  ) {}

  /** @returns how many were due */
  async execute(): Promise<number> {
    let claimed = 0;
    for (;;) {
      const limit = Math.min(MOST_AT_ONCE, await this.queue.room());
      const found = limit > 0 ? await this.claim(limit) : 0;
      claimed += found;
      if (limit <= 0 || found < limit) return claimed;
    }
  }

  private async claim(limit: number): Promise<number> {
    const now = this.clock.now();
    const leaseUntil = now.add({ minutes: LEASE_MINUTES });
    const due = await this.unitOfWork.run(() => this.reminders.claimDue(now, leaseUntil, limit));
    if (due.length > 0) await this.queue.enqueue(due, now);
    return due.length;
  }
}
