import { type Clock, type Ids, NotFound, RuleBroken, type UnitOfWork } from '#kernel';
import type { Users } from '../domain/users.js';
import type { PasswordLinkRequests, PasswordMailBell } from './password-link-ports.js';
import type { SecurityTrail } from './ports.js';

/** Minutes for which a link counts that somebody did not ask for themselves and may find in the evening. */
const LIFETIME_MINUTES = 24 * 60;

/** Mails a user a link to set a password, on behalf of an administrator: the first one, or in place of one that is lost. */
export class InviteToSetPassword {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly users: Users,
    private readonly requests: PasswordLinkRequests,
    private readonly bell: PasswordMailBell,
    private readonly trail: SecurityTrail,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws NotFound
   * @throws RuleBroken `user-disabled`
   */
  async execute({ userId }: { userId: string }): Promise<void> {
    await this.unitOfWork.run(async () => {
      const user = await this.users.find(userId);
      if (!user) throw new NotFound('user');
      if (user.isDisabled) throw new RuleBroken('user-disabled', 'The user is disabled and can not sign in. Enable them first.');
      this.requests.add({ id: this.ids.next(), userId, lifetimeMinutes: LIFETIME_MINUTES, requestedAt: this.clock.now() });
      this.trail.record({ action: 'user.send-password-link', resourceType: 'user', resourceId: userId });
    });
    this.bell.ring();
  }
}
