import { JobProcessor } from '#messaging';
import type { RemindReviewers } from '../../application/remind-reviewers.js';

/** Looks for reviews that have become overdue. */
export class BreakGlassProcessor extends JobProcessor {
  override readonly queue = 'access.break-glass';
  override readonly schedules = [{ id: 'remind', every: 60_000 }];

  constructor(private readonly remindReviewers: RemindReviewers) {
    super();
  }

  override async process(): Promise<void> {
    await this.remindReviewers.execute();
  }
}
