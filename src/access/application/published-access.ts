import { type AuditTrail, RuleBroken, type UnitOfWork } from '#kernel';
import { AccessFacade, type GrantedRole, type NewUserDetails, type RoleHolder } from '../access.facade.js';
import { isRole } from '../domain/permissions.js';
import type { RoleGrant } from '../domain/role-grant.js';
import type { CreateUser } from './create-user.js';
import type { EnsureFirstAdministrator, FirstAdministrator } from './ensure-first-administrator.js';
import type { Accounts } from './ports.js';
import type { RoleHolders } from './role-holders.js';
import type { SessionTokens, TokenPair } from './session-tokens.js';

/** What stands behind the context's facade. */
export class PublishedAccess extends AccessFacade {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly create: CreateUser,
    private readonly sessions: SessionTokens,
    private readonly first: EnsureFirstAdministrator,
    private readonly accounts: Accounts,
    private readonly holders: RoleHolders,
    private readonly trail: AuditTrail,
  ) {
    super();
  }

  override createUser(user: NewUserDetails): Promise<{ id: string }> {
    const roles = user.roles.map(knownGrant);
    return this.unitOfWork.run(async () => {
      const { id } = await this.create.execute({ ...user, roles });
      this.trail.record({ action: 'user.create', resourceType: 'user', resourceId: id });
      return { id };
    });
  }

  override async userWith(email: string): Promise<{ id: string } | undefined> {
    const account = await this.accounts.find(email, undefined);
    return account && { id: account.userId };
  }

  override holdersOf(roles: readonly string[], facilityId: string): Promise<RoleHolder[]> {
    return this.holders.at(facilityId, roles);
  }

  override startSession(userId: string): Promise<TokenPair> {
    return this.unitOfWork.run(async () => {
      this.trail.record({ action: 'session.start', resourceType: 'user', resourceId: userId });
      // Whoever runs our commands has the machine, which is more than any factor.
      return this.sessions.open(userId, { hasSecondFactor: true });
    });
  }

  override isAdministered(): Promise<boolean> {
    return this.first.isAdministered();
  }

  override ensureFirstAdministrator(given: { email?: string; password?: string }): Promise<FirstAdministrator | undefined> {
    return this.first.execute(given);
  }
}

function knownGrant({ role, facilityId }: GrantedRole): RoleGrant {
  if (!isRole(role)) throw new RuleBroken('unknown-role', `There is no role ${role}.`);
  return { role, facilityId };
}
