import { type AuditTrail, RuleBroken, type UnitOfWork } from '#kernel';
import { isRole } from '../domain/permissions.js';
import type { RoleGrant } from '../domain/role-grant.js';
import type { CreateUser } from './create-user.js';
import type { EnsureFirstAdministrator, FirstAdministrator } from './ensure-first-administrator.js';
import type { SessionTokens, TokenPair } from './session-tokens.js';

interface UserDetails {
  email: string;
  displayName: string;
  password?: string;
  roles: { role: string; facilityId?: string }[];
  staffId?: string;
  patientId?: string;
}

/** What stands behind the context's facade. */
export class PublishedAccess {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly create: CreateUser,
    private readonly sessions: SessionTokens,
    private readonly first: EnsureFirstAdministrator,
    private readonly trail: AuditTrail,
  ) {}

  createUser(user: UserDetails): Promise<{ id: string }> {
    const roles = user.roles.map(knownGrant);
    return this.unitOfWork.run(async () => {
      const { id } = await this.create.execute({ ...user, roles });
      this.trail.record({ action: 'user.create', resourceType: 'user', resourceId: id });
      return { id };
    });
  }

  startSession(userId: string): Promise<TokenPair> {
    return this.unitOfWork.run(async () => {
      this.trail.record({ action: 'session.start', resourceType: 'user', resourceId: userId });
      return this.sessions.open(userId);
    });
  }

  ensureFirstAdministrator(given: { email?: string; password?: string }): Promise<FirstAdministrator | undefined> {
    return this.first.execute(given);
  }
}

function knownGrant({ role, facilityId }: { role: string; facilityId?: string }): RoleGrant {
  if (!isRole(role)) throw new RuleBroken('unknown-role', `There is no role ${role}.`);
  return { role, facilityId };
}
