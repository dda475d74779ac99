import { type Clock, NotFound, type UnitOfWork } from '#kernel';
import type { Sessions } from './ports.js';
import type { ExternalIdentities } from './provider-ports.js';

/** Takes a way to sign in from a user, and ends their sessions: one of them may be somebody else's, by this very link. */
export class UnlinkExternalIdentity {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly identities: ExternalIdentities,
    private readonly sessions: Sessions,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound */
  async execute({ userId, identityId }: { userId: string; identityId: string }): Promise<void> {
    await this.unitOfWork.run(async () => {
      if (!(await this.identities.remove(userId, identityId))) throw new NotFound('external identity');
      await this.sessions.revokeAllOf(userId, this.clock.now());
    });
  }
}
