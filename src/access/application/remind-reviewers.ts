import type { Clock, UnitOfWork } from '#kernel';
import type { BreakGlassAccesses } from '../domain/break-glass-accesses.js';
import type { TellReviewers } from './tell-reviewers.js';

/** Reminds of each review that has become overdue, once. */
export class RemindReviewers {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accesses: BreakGlassAccesses,
    private readonly tellReviewers: TellReviewers,
    private readonly clock: Clock,
  ) {}

  /** @returns how many have become overdue */
  execute(): Promise<number> {
    return this.unitOfWork.run(async () => {
      const overdue = await this.accesses.claimOverdue(this.clock.now());
      for (const accessId of overdue) await this.tellReviewers.execute({ accessId, kind: 'overdue' });
      return overdue.length;
    });
  }
}
