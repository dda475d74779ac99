import { JobProcessor } from '#messaging';
import type { ExpireLots } from '../../application/expire-lots.js';

const EVERY = 5 * 60_000;

/** Marks lots as expired soon after midnight, wherever that is. Nothing is given out in between: the date itself counts. */
export class LotsProcessor extends JobProcessor {
  readonly queue = 'pharmacy.lots';
  override readonly schedules = [{ id: 'expire', every: EVERY }];

  constructor(private readonly expireLots: ExpireLots) {
    super();
  }

  override process(): Promise<void> {
    return this.expireLots.execute();
  }
}
