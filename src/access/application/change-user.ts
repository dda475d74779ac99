import { type Clock, NotFound, type UnitOfWork } from '#kernel';
import { LastAdministrator } from '../domain/access-errors.js';
import { fitPassword } from '../domain/password-rules.js';
import { isAdministration } from '../domain/role-grant.js';
import type { User, UserChanges } from '../domain/user.js';
import type { Users } from '../domain/users.js';
import type { CommonPasswords, PasswordHashes, Sessions } from './ports.js';
import { stateOf, type UserState } from './user-state.js';

/** Members that are absent stay, null removes. */
export interface ChangeUserCommand extends Omit<UserChanges, 'passwordHash'> {
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
    private readonly passwords: PasswordHashes,
    private readonly common: CommonPasswords,
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
      const passwordHash = password === undefined ? undefined : await this.hashOf(password, user);
      user.change({ ...changes, ...(passwordHash === undefined ? {} : { passwordHash }) });
      if (disabled !== undefined) await this.switch(user, disabled);
      if (passwordHash !== undefined || disabled) await this.sessions.revokeAllOf(userId, this.clock.now());
      await this.users.save();
      return stateOf(user, await this.users.grantsOf(userId));
    });
  }

  private hashOf(password: string, user: User): Promise<string> {
    const fit = fitPassword(password, [user.email, user.displayName, 'aceso'], (text) => this.common.includes(text));
    return this.passwords.hash(fit);
  }

  private async switch(user: User, disabled: boolean): Promise<void> {
    if (!disabled) return user.enable();
    const administers = (await this.users.grantsOf(user.id)).some(isAdministration);
    if (administers && !(await this.users.isAdministeredWithout(user.id))) throw new LastAdministrator();
    user.disable(this.clock.now());
  }
}
