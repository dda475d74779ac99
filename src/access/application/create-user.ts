import type { Clock, Ids, UnitOfWork } from '#kernel';
import { isSameGrant, type RoleGrant } from '../domain/role-grant.js';
import { User } from '../domain/user.js';
import type { Users } from '../domain/users.js';
import type { NewPasswords } from './new-passwords.js';
import { stateOf, type UserState } from './user-state.js';

export interface CreateUserCommand {
  email: string;
  displayName: string;
  password?: string;
  roles: RoleGrant[];
  staffId?: string;
  patientId?: string;
}

/** Makes a user. Without a password they can't sign in until they set one by a link, or an administrator gives them one. */
export class CreateUser {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly users: Users,
    private readonly passwords: NewPasswords,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws EmailTaken
   * @throws PasswordUnfit
   * @throws SignInBusy
   */
  async execute({ password, roles, ...command }: CreateUserCommand): Promise<UserState> {
    const kept = password === undefined ? undefined : await this.passwords.of(password, { ...command, hasSecondFactor: false });
    const grants = roles.filter((grant, at) => roles.findIndex((other) => isSameGrant(grant, other)) === at);
    return this.unitOfWork.run(async () => {
      const user = new User({ id: this.ids.next(), ...command, password: kept }, this.clock.now());
      this.users.add(user, grants);
      return stateOf(user, grants);
    });
  }
}
