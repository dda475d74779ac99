import { defineEntity } from '@mikro-orm/postgresql';
import { RuleBroken } from '#kernel';
import { type Entities, explainConstraint, InstantType, type Sql } from '#persistence';
import { EmailTaken } from '../../domain/access-errors.js';
import type { Role } from '../../domain/permissions.js';
import type { RoleGrant } from '../../domain/role-grant.js';
import { User } from '../../domain/user.js';
import { Users } from '../../domain/users.js';

export const UserMapping = defineEntity({
  class: User,
  tableName: 'users',
  schema: 'access',
  properties: (p) => ({
    id: p.uuid().primary(),
    email: p.text(),
    displayName: p.text(),
    passwordHash: p.text().nullable(),
    passwordIsShort: p.boolean(),
    staffId: p.uuid().nullable(),
    patientId: p.uuid().nullable(),
    disabledAt: p.type(InstantType).nullable(),
    rolesChangedAt: p.type(InstantType),
    createdAt: p.type(InstantType),
    version: p.integer().version(),
  }),
});

explainConstraint('users_email', () => new EmailTaken());
explainConstraint('users_staff_member', () => new RuleBroken('unknown-staff', 'There is no such member of staff.'));
explainConstraint('users_patient', () => new RuleBroken('unknown-patient', 'There is no such patient.'));
explainConstraint('role_grants_facility', () => new RuleBroken('unknown-facility', 'There is no such facility.'));

/** Any constant will do, as long as no other lock of the product has it. */
const ADMINISTRATION_LOCK = 4_713_000_003;

/** Users through MikroORM; their grants are rows beside them. */
export class MikroOrmUsers extends Users {
  constructor(
    private readonly entities: Entities,
    private readonly sql: Sql,
  ) {
    super();
  }

  override find(id: string): Promise<User | undefined> {
    return this.entities.find(User, { id });
  }

  override add(user: User, grants: readonly RoleGrant[]): void {
    this.entities.add(user);
    for (const grant of grants) this.grant(user.id, grant);
  }

  override save(): Promise<void> {
    return this.entities.save();
  }

  override async grantsOf(userId: string): Promise<RoleGrant[]> {
    const rows = await this.sql.query<{ role: Role; facility_id: string | null }>(
      'select role, facility_id from access.role_grants where user_id = $1 order by role, facility_id nulls first',
      [userId],
    );
    return rows.map((row) => ({ role: row.role, ...(row.facility_id === null ? {} : { facilityId: row.facility_id }) }));
  }

  override grant(userId: string, { role, facilityId }: RoleGrant): void {
    const row = { user_id: userId, role, facility_id: facilityId };
    this.entities.insert({ table: 'access.role_grants', row, race: 'role-granted' });
  }

  override async withdraw(userId: string, { role, facilityId }: RoleGrant): Promise<void> {
    await this.sql.execute(
      'delete from access.role_grants where user_id = $1 and role = $2 and facility_id is not distinct from $3::uuid',
      [userId, role, facilityId ?? null],
    );
  }

  override async isAdministeredWithout(userId?: string): Promise<boolean> {
    await this.sql.lock('select pg_advisory_xact_lock($1)', [ADMINISTRATION_LOCK]);
    const found = await this.sql.first(
      `select 1 from access.role_grants g join access.users u on u.id = g.user_id
       where g.role = 'admin' and g.facility_id is null and u.disabled_at is null and u.id is distinct from $1::uuid limit 1`,
      [userId ?? null],
    );
    return found !== undefined;
  }
}
