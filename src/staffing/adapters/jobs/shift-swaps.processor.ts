import { JobProcessor } from '#messaging';
import type { ExpireSwaps } from '../../application/expire-swaps.js';

const MINUTE = 60_000;

/** Ends swaps that nobody decided in time. */
export class ShiftSwapsProcessor extends JobProcessor {
  readonly queue = 'staffing.shift-swaps';
  override readonly schedules = [{ id: 'expire', every: MINUTE }];

  constructor(private readonly expireSwaps: ExpireSwaps) {
    super();
  }

  override process(): Promise<void> {
    return this.expireSwaps.execute();
  }
}
