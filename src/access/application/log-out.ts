import type { Clock, UnitOfWork } from '#kernel';
import type { SecurityTrail, Sessions } from './ports.js';

/** Ends a session: neither its access token nor its refresh token counts any longer. */
export class LogOut {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sessions: Sessions,
    private readonly trail: SecurityTrail,
    private readonly clock: Clock,
  ) {}

  async execute({ sessionId }: { sessionId: string }): Promise<void> {
    await this.unitOfWork.run(async () => {
      await this.sessions.revoke(sessionId, this.clock.now());
      this.trail.record({ action: 'session.end', resourceType: 'session', resourceId: sessionId });
    });
  }
}
