import type { UnitOfWork } from '#kernel';
import type { BreakGlassAccesses } from '../domain/break-glass-accesses.js';
import type { NoticeKind, ReviewerMail, Reviewers } from './break-glass-ports.js';

export interface TellReviewersCommand {
  accessId: string;
  kind: NoticeKind;
}

/** Has a message about a break-glass access sent to everybody who may review it. */
export class TellReviewers {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accesses: BreakGlassAccesses,
    private readonly reviewers: Reviewers,
    private readonly mail: ReviewerMail,
  ) {}

  execute({ accessId, kind }: TellReviewersCommand): Promise<void> {
    return this.unitOfWork.run(async () => {
      const access = await this.accesses.find(accessId);
      if (!access) return;
      const { openedAt, reviewDueAt, userId } = access;
      for (const reviewer of await this.reviewers.allBut(userId)) this.mail.request({ kind, accessId, openedAt, reviewDueAt, reviewer });
    });
  }
}
