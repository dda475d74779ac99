import { type Clock, NotFound, type UnitOfWork } from '#kernel';
import { LastAdministrator } from '../domain/access-errors.js';
import { isAdministration, isSameGrant, type RoleGrant } from '../domain/role-grant.js';
import type { Users } from '../domain/users.js';
import { stateOf, type UserState } from './user-state.js';

export interface WithdrawRoleCommand {
  userId: string;
  grant: RoleGrant;
  expectedVersion?: number;
}

/** Takes a role from a user, at once. */
export class WithdrawRole {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly users: Users,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws NotFound for an unknown user, and for a role that they do not hold there
   * @throws StaleVersion
   * @throws LastAdministrator
   */
  async execute({ userId, grant, expectedVersion }: WithdrawRoleCommand): Promise<UserState> {
    return this.unitOfWork.run(async () => {
      const user = await this.users.find(userId);
      if (!user) throw new NotFound('user');
      user.expectVersion(expectedVersion);
      const held = await this.users.grantsOf(userId);
      const kept = held.filter((other) => !isSameGrant(grant, other));
      if (kept.length === held.length) throw new NotFound('role grant');
      if (isAdministration(grant) && !(await this.users.isAdministeredWithout(userId))) throw new LastAdministrator();
      await this.users.withdraw(userId, grant);
      user.noteRolesChanged(this.clock.now());
      await this.users.save();
      return stateOf(user, kept);
    });
  }
}
