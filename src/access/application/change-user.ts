import { type Clock, NotFound, type UnitOfWork } from '#kernel';
import { LastAdministrator } from '../domain/access-errors.js';
import { isAdministration } from '../domain/role-grant.js';
import type { KeptPassword, User, UserChanges } from '../domain/user.js';
import type { Users } from '../domain/users.js';
import type { NewPasswords } from './new-passwords.js';
import type { PasswordLinks } from './password-link-ports.js';
import type { Sessions } from './ports.js';
import type { SecondFactors } from './second-factor-ports.js';
import { stateOf, type UserState } from './user-state.js';

/** Members that are absent stay, null removes. */
export interface ChangeUserCommand extends Omit<UserChanges, 'password'> {
  userId: string;
  expectedVersion?: number;
  password?: string;
  disabled?: boolean;
}

/** Changes a user. Who is disabled or gets another password is signed out everywhere. */
export class ChangeUser {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly users: Users,
    private readonly sessions: Sessions,
    private readonly factors: SecondFactors,
    private readonly passwords: NewPasswords,
    private readonly links: PasswordLinks,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws NotFound
   * @throws StaleVersion
   * @throws EmailTaken
   * @throws PasswordUnfit
   * @throws LastAdministrator
   */
  async execute({ userId, expectedVersion, password, disabled, ...changes }: ChangeUserCommand): Promise<UserState> {
    return this.unitOfWork.run(async () => {
      const user = await this.users.find(userId);
      if (!user) throw new NotFound('user');
      user.expectVersion(expectedVersion);
      const kept = password === undefined ? undefined : await this.keptOf(password, user);
      user.change({ ...changes, password: kept });
      if (disabled !== undefined) await this.switch(user, disabled);
      if (kept) await this.links.spendAllOf(userId, this.clock.now());
      if (kept || disabled) await this.sessions.revokeAllOf(userId, this.clock.now());
      await this.users.save();
      return stateOf(user, await this.users.grantsOf(userId));
    });
  }

  private async keptOf(password: string, { id, email, displayName }: User): Promise<KeptPassword> {
    const hasSecondFactor = (await this.factors.find(id))?.confirmedAt !== undefined;
    return this.passwords.of(password, { email, displayName, hasSecondFactor });
  }

  private async switch(user: User, disabled: boolean): Promise<void> {
    if (!disabled) return user.enable();
    const administers = (await this.users.grantsOf(user.id)).some(isAdministration);
    if (administers && !(await this.users.isAdministeredWithout(user.id))) throw new LastAdministrator();
    user.disable(this.clock.now());
  }
}
