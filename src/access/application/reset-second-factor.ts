import { type Clock, NotFound, type UnitOfWork } from '#kernel';
import type { SecurityTrail, Sessions } from './ports.js';
import type { SecondFactors } from './second-factor-ports.js';

/**
 * Takes the second factor from a user who has lost it with the recovery codes, and signs them out. A password that was
 * enough only beside it counts no longer: they set a new one by a link.
 */
export class ResetSecondFactor {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly factors: SecondFactors,
    private readonly sessions: Sessions,
    private readonly trail: SecurityTrail,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound for an unknown user, and for one without a second factor */
  async execute({ userId }: { userId: string }): Promise<void> {
    await this.unitOfWork.run(async () => {
      if (!(await this.factors.remove(userId))) throw new NotFound('second factor');
      await this.sessions.revokeAllOf(userId, this.clock.now());
      this.trail.record({ action: 'user.reset-second-factor', resourceType: 'user', resourceId: userId });
    });
  }
}
