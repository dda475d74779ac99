import { JobProcessor } from '#messaging';
import type { ExpireHolds } from '../../application/expire-holds.js';
import type { MarkNoShows } from '../../application/mark-no-show.js';

/** Gives up overdue holds and marks who did not come. */
export class AppointmentsProcessor extends JobProcessor {
  override readonly queue = 'scheduling.appointments';
  override readonly schedules = [{ id: 'settle', every: 30_000 }];

  constructor(
    private readonly expireHolds: ExpireHolds,
    private readonly markNoShows: MarkNoShows,
  ) {
    super();
  }

  override async process(): Promise<void> {
    await this.expireHolds.execute();
    await this.markNoShows.execute();
  }
}
