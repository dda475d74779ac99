import type { Clock, Ids, UnitOfWork } from '#kernel';
import { fitPassword } from '../domain/password-rules.js';
import { isSameGrant, type RoleGrant } from '../domain/role-grant.js';
import { User } from '../domain/user.js';
import type { Users } from '../domain/users.js';
import type { CommonPasswords, PasswordHashes } from './ports.js';
import { stateOf, type UserState } from './user-state.js';

export interface CreateUserCommand {
  email: string;
  displayName: string;
  password?: string;
  roles: RoleGrant[];
  staffId?: string;
  patientId?: string;
}

/** Makes a user. Without a password they can't sign in until an administrator gives them one. */
export class CreateUser {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly users: Users,
    private readonly passwords: PasswordHashes,
    private readonly common: CommonPasswords,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws EmailTaken
   * @throws PasswordUnfit
   */
  async execute({ password, roles, ...command }: CreateUserCommand): Promise<UserState> {
    const about = [command.email, command.displayName, 'aceso'];
    const fit = password === undefined ? undefined : fitPassword(password, about, (text) => this.common.includes(text));
    const passwordHash = fit === undefined ? undefined : await this.passwords.hash(fit);
    const grants = roles.filter((grant, at) => roles.findIndex((other) => isSameGrant(grant, other)) === at);
    return this.unitOfWork.run(async () => {
      const user = new User({ id: this.ids.next(), ...command, passwordHash }, this.clock.now());
      this.users.add(user, grants);
      return stateOf(user, grants);
    });
  }
}
