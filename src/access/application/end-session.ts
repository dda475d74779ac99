import { type Clock, NotFound, type UnitOfWork } from '#kernel';
import type { SecurityTrail, Sessions } from './ports.js';

export interface EndSessionCommand {
  /** Whose session it must be. */
  userId: string;
  sessionId: string;
}

/** Ends one session of a user, by themselves or by an administrator; its tokens count no longer from the next request on. */
export class EndSession {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sessions: Sessions,
    private readonly trail: SecurityTrail,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound for a session that is over, unknown or somebody else's */
  async execute({ userId, sessionId }: EndSessionCommand): Promise<void> {
    await this.unitOfWork.run(async () => {
      if (!(await this.sessions.revokeOf(userId, sessionId, this.clock.now()))) throw new NotFound('session');
      this.trail.record({ action: 'session.end', resourceType: 'session', resourceId: sessionId });
    });
  }
}
