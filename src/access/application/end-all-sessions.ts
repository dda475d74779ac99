import { type Clock, NotFound, type UnitOfWork } from '#kernel';
import type { Users } from '../domain/users.js';
import type { SecurityTrail, Sessions } from './ports.js';

/** Signs a user out everywhere, whatever they are signed in with. */
export class EndAllSessions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly users: Users,
    private readonly sessions: Sessions,
    private readonly trail: SecurityTrail,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound */
  async execute({ userId }: { userId: string }): Promise<void> {
    await this.unitOfWork.run(async () => {
      if (!(await this.users.find(userId))) throw new NotFound('user');
      await this.sessions.revokeAllOf(userId, this.clock.now());
      this.trail.record({ action: 'user.end-sessions', resourceType: 'user', resourceId: userId });
    });
  }
}
