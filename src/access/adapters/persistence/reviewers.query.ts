import type { Sql } from '#persistence';
import { type Reviewer, Reviewers } from '../../application/break-glass-ports.js';
import { permissionsOf, ROLE_NAMES } from '../../domain/permissions.js';

/** Roles whose holders review, if they hold them everywhere. */
const REVIEWING = ROLE_NAMES.filter((role) => permissionsOf(role).includes('break-glass:review'));

export class ReviewersQuery extends Reviewers {
  constructor(private readonly sql: Sql) {
    super();
  }

  override allBut(userId: string): Promise<Reviewer[]> {
    return this.sql.query<Reviewer>(
      `select u.id as "userId", u.email from access.users u
       where u.id <> $1 and u.disabled_at is null
         and exists (select from access.role_grants g where g.user_id = u.id and g.facility_id is null and g.role = any ($2))
       order by u.id`,
      [userId, REVIEWING],
    );
  }
}
