import { JobProcessor } from '#messaging';
import type { SweepWaitList } from '../../application/sweep-wait-list.js';

/** Looks after the wait-list. */
export class WaitListProcessor extends JobProcessor {
  override readonly queue = 'scheduling.wait-list';
  override readonly schedules = [{ id: 'sweep', every: 60_000 }];

  constructor(private readonly sweepWaitList: SweepWaitList) {
    super();
  }

  override async process(): Promise<void> {
    await this.sweepWaitList.execute();
  }
}
