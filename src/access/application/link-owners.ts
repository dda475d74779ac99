import type { Clock } from '#kernel';
import { InvalidResetToken } from '../domain/access-errors.js';
import type { User } from '../domain/user.js';
import type { Users } from '../domain/users.js';
import type { PasswordLinks } from './password-link-ports.js';
import type { Tokens } from './ports.js';
import type { SecondFactors } from './second-factor-ports.js';

/** Who may set a password by a link, and what it must be like. */
export interface LinkOwner {
  user: User;
  hasSecondFactor: boolean;
  /** The link, as it is kept. */
  hash: Uint8Array;
}

/** Finds out whose link somebody holds. */
export class LinkOwners {
  constructor(
    private readonly links: PasswordLinks,
    private readonly users: Users,
    private readonly factors: SecondFactors,
    private readonly tokens: Tokens,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidResetToken for a link that counts no longer, and one of a user who is disabled */
  async of(token: string): Promise<LinkOwner> {
    const hash = this.tokens.digest(token);
    const userId = await this.links.ownerOf(hash, this.clock.now());
    const user = userId === undefined ? undefined : await this.users.find(userId);
    if (!user || user.isDisabled) throw new InvalidResetToken();
    return { user, hash, hasSecondFactor: (await this.factors.find(user.id))?.confirmedAt !== undefined };
  }
}
