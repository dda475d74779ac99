import type { Clock, UnitOfWork } from '#kernel';
import { InvalidResetToken } from '../domain/access-errors.js';
import type { KeptPassword, User } from '../domain/user.js';
import type { Users } from '../domain/users.js';
import type { NewPasswords } from './new-passwords.js';
import type { PasswordLinks } from './password-link-ports.js';
import type { SecurityTrail, Sessions, SignInFailures, Tokens } from './ports.js';
import type { SecondFactors } from './second-factor-ports.js';

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
    private readonly links: PasswordLinks,
    private readonly users: Users,
    private readonly factors: SecondFactors,
    private readonly passwords: NewPasswords,
    private readonly sessions: Sessions,
    private readonly failures: SignInFailures,
    private readonly tokens: Tokens,
    private readonly trail: SecurityTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws InvalidResetToken
   * @throws PasswordUnfit which leaves the link as it is
   * @throws SignInBusy
   */
  async execute({ token, password, address }: SetPasswordByLinkCommand): Promise<void> {
    const hash = this.tokens.digest(token);
    const { id, email, displayName } = await this.ownerOf(hash);
    const hasSecondFactor = (await this.factors.find(id))?.confirmedAt !== undefined;
    const kept = await this.passwords.of(password, { email, displayName, hasSecondFactor });
    await this.unitOfWork.run(() => this.use(hash, kept));
    for (const isKnownAddress of [true, false]) await this.failures.forget({ email, address, isKnownAddress });
  }

  private async use(hash: Uint8Array, kept: KeptPassword): Promise<void> {
    const now = this.clock.now();
    const user = await this.ownerOf(hash);
    if (!(await this.links.spend(hash, now))) throw new InvalidResetToken();
    user.usePassword(kept);
    await this.links.spendAllOf(user.id, now);
    await this.sessions.revokeAllOf(user.id, now);
    this.trail.record({ action: 'password.set-by-link', resourceType: 'user', resourceId: user.id, actorId: user.id });
  }

  private async ownerOf(hash: Uint8Array): Promise<User> {
    const userId = await this.links.ownerOf(hash, this.clock.now());
    const user = userId === undefined ? undefined : await this.users.find(userId);
    if (!user || user.isDisabled) throw new InvalidResetToken();
    return user;
  }
}
