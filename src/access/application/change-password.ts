import { type Clock, NotFound, type UnitOfWork } from '#kernel';
import type { Users } from '../domain/users.js';
import type { NewPasswords } from './new-passwords.js';
import type { PasswordAgain } from './password-again.js';
import type { PasswordLinks } from './password-link-ports.js';
import type { SecurityTrail, Sessions } from './ports.js';

export interface ChangePasswordCommand {
  userId: string;
  sessionId: string;
  currentPassword: string;
  password: string;
  address?: string;
}

/** Changes one's own password. This session goes on, all others end, and links that were mailed count no longer. */
export class ChangePassword {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly again: PasswordAgain,
    private readonly users: Users,
    private readonly passwords: NewPasswords,
    private readonly sessions: Sessions,
    private readonly links: PasswordLinks,
    private readonly trail: SecurityTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws WrongPassword
   * @throws TooManyFailures
   * @throws PasswordUnfit
   * @throws SignInBusy
   */
  async execute({ userId, sessionId, currentPassword, password, address }: ChangePasswordCommand): Promise<void> {
    const account = await this.again.confirm({ userId, password: currentPassword, address }, 'currentPassword');
    const displayName = (await this.users.find(userId))?.displayName ?? '';
    const kept = await this.passwords.of(password, { ...account, displayName });
    await this.unitOfWork.run(async () => {
      const now = this.clock.now();
      const user = await this.users.find(userId);
      if (!user) throw new NotFound('user');
      user.usePassword(kept);
      await this.sessions.revokeAllOf(userId, now, sessionId);
      await this.links.spendAllOf(userId, now);
      this.trail.record({ action: 'password.change', resourceType: 'user', resourceId: userId });
    });
  }
}
