import { JobProcessor, type Schedule } from '#messaging';
import type { KeepAccessTidy } from '../../application/keep-access-tidy.js';

/** Once a night. */
export class KeepAccessTidyProcessor extends JobProcessor {
  readonly queue = 'access.upkeep';
  override readonly schedules: readonly Schedule[] = [{ id: 'nightly', pattern: '17 2 * * *' }];

  constructor(private readonly keepAccessTidy: KeepAccessTidy) {
    super();
  }

  process(): Promise<void> {
    return this.keepAccessTidy.execute();
  }
}
