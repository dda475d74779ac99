import type { RoleGrant } from './role-grant.js';
import type { User } from './user.js';

/** All users, with the roles granted to them. */
export abstract class Users {
  abstract find(id: string): Promise<User | undefined>;

  /** @throws EmailTaken when the unit of work ends */
  abstract add(user: User, grants: readonly RoleGrant[]): void;

  /** Saves what was changed on users so far, so that their `version` is the one to answer with. */
  abstract save(): Promise<void>;

  abstract grantsOf(userId: string): Promise<RoleGrant[]>;

  abstract grant(userId: string, grant: RoleGrant): void;

  abstract withdraw(userId: string, grant: RoleGrant): Promise<void>;

  /**
   * Whether someone besides this user can administer the installation. Until the unit of work ends,
   * nobody else gets an answer to this question, so that two administrators can't remove each other.
   */
  abstract isAdministeredWithout(userId?: string): Promise<boolean>;
}
