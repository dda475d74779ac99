import { type Clock, NotFound, type UnitOfWork } from '#kernel';
import { isSameGrant, type RoleGrant } from '../domain/role-grant.js';
import type { Users } from '../domain/users.js';
import { stateOf, type UserState } from './user-state.js';

export interface GrantRoleCommand {
  userId: string;
  grant: RoleGrant;
  expectedVersion?: number;
}

/** Gives a user a role, everywhere or at one facility. One that they already hold changes nothing. */
export class GrantRole {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly users: Users,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws NotFound
   * @throws StaleVersion
   */
  async execute({ userId, grant, expectedVersion }: GrantRoleCommand): Promise<UserState> {
    return this.unitOfWork.run(async () => {
      const user = await this.users.find(userId);
      if (!user) throw new NotFound('user');
      user.expectVersion(expectedVersion);
      const held = await this.users.grantsOf(userId);
      if (held.some((other) => isSameGrant(grant, other))) return stateOf(user, held);
      this.users.grant(userId, grant);
      user.noteRolesChanged(this.clock.now());
      await this.users.save();
      return stateOf(user, [...held, grant]);
    });
  }
}
