import type { Clock, UnitOfWork } from '#kernel';
import { InvalidResetToken } from '../domain/access-errors.js';
import type { KeptPassword } from '../domain/user.js';
import type { LinkOwners } from './link-owners.js';
import type { NewPasswords } from './new-passwords.js';
import type { PasswordLinks } from './password-link-ports.js';
import type { SecurityTrail, Sessions, SignInFailures } from './ports.js';

export interface SetPasswordByLinkCommand {
  token: string;
  password: string;
  address?: string;
}

/**
 * Sets a password by a link that was mailed: once, and every session of the user ends. It opens no session itself, so that
 * a second factor is asked for as ever.
 */
export class SetPasswordByLink {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly owners: LinkOwners,
    private readonly links: PasswordLinks,
    private readonly passwords: NewPasswords,
    private readonly sessions: Sessions,
    private readonly failures: SignInFailures,
    private readonly trail: SecurityTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws InvalidResetToken
   * @throws PasswordUnfit which leaves the link as it is
   * @throws SignInBusy
   */
  async execute({ token, password, address }: SetPasswordByLinkCommand): Promise<void> {
    const { user, hasSecondFactor } = await this.owners.of(token);
    const { email, displayName } = user;
    const kept = await this.passwords.of(password, { email, displayName, hasSecondFactor });
    await this.unitOfWork.run(() => this.use(token, kept));
    for (const isKnownAddress of [true, false]) await this.failures.forget({ email, address, isKnownAddress });
  }

  private async use(token: string, kept: KeptPassword): Promise<void> {
    const now = this.clock.now();
    const { user, hash } = await this.owners.of(token);
    if (!(await this.links.spend(hash, now))) throw new InvalidResetToken();
    user.usePassword(kept);
    await this.links.spendAllOf(user.id, now);
    await this.sessions.revokeAllOf(user.id, now);
    this.trail.record({ action: 'password.set-by-link', resourceType: 'user', resourceId: user.id, actorId: user.id });
  }
}
