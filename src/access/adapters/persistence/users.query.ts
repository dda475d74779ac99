import { instantText, type Sql } from '#persistence';

/** A user as an administrator reads it. */
export interface UserRow {
  id: string;
  email: string;
  displayName: string;
  staffId?: string;
  patientId?: string;
  disabled: boolean;
  roles: { role: string; facilityId?: string }[];
  version: number;
  createdAt: string;
}

interface Row {
  id: string;
  email: string;
  display_name: string;
  staff_id: string | null;
  patient_id: string | null;
  disabled: boolean;
  grants: string | null;
  version: number;
  created_at: string;
}

const SELECT = `
  select u.id, u.email, u.display_name, u.staff_id, u.patient_id, u.disabled_at is not null as disabled, u.version, u.created_at,
    (select string_agg(case when facility_id is null then role else role || '@' || facility_id end, ' ' order by role, facility_id)
     from access.role_grants where user_id = u.id) as grants
  from access.users u`;

/** Users for reading, straight from their rows. */
export class UsersQuery {
  constructor(private readonly sql: Sql) {}

  async byId(id: string): Promise<UserRow | undefined> {
    const row = await this.sql.first<Row>(`${SELECT} where u.id = $1`, [id]);
    return row && userOf(row);
  }

  /** Users by the time they were made, oldest first; one more than `limit` where there are more. */
  async page(limit: number, after?: string): Promise<UserRow[]> {
    const statement = `${SELECT} where $1::uuid is null or u.id > $1::uuid order by u.id limit $2`;
    const rows = await this.sql.query<Row>(statement, [after ?? null, limit + 1]);
    return rows.map(userOf);
  }
}

function userOf(row: Row): UserRow {
  return {
    id: row.id,
    email: row.email,
    displayName: row.display_name,
    staffId: row.staff_id ?? undefined,
    patientId: row.patient_id ?? undefined,
    disabled: row.disabled,
    roles: (row.grants?.split(' ') ?? []).map((grant) => {
      const [role = '', facilityId] = grant.split('@');
      return facilityId === undefined ? { role } : { role, facilityId };
    }),
    version: row.version,
    createdAt: instantText(row.created_at),
  };
}
