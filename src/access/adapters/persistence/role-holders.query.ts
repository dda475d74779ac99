import type { Sql } from '#persistence';
import type { RoleHolder } from '../../access.facade.js';
import { RoleHolders } from '../../application/role-holders.js';

export class RoleHoldersQuery extends RoleHolders {
  constructor(private readonly sql: Sql) {
    super();
  }

  override async at(facilityId: string, roles: readonly string[]): Promise<RoleHolder[]> {
    const rows = await this.sql.query<{ userId: string; email: string; staffId: string | null }>(
      `select u.id as "userId", u.email, u.staff_id as "staffId" from access.users u
       where u.disabled_at is null and exists (
         select from access.role_grants g
         where g.user_id = u.id and g.role = any($2) and (g.facility_id is null or g.facility_id = $1))
       order by u.id`,
      [facilityId, roles],
    );
    return rows.map(({ staffId, ...user }) => ({ ...user, ...(staffId === null ? {} : { staffId }) }));
  }
}
