import type { Sql } from '#persistence';
import { type Account, Accounts } from '../../application/ports.js';

interface Row {
  id: string;
  email: string;
  password_hash: string | null;
  disabled: boolean;
  roles: string | null;
  roles_anywhere: string | null;
  known: boolean;
  second_factor: boolean;
}

/** An address is known for 30 days after a sign-in from it. A short password counts only beside a second factor. */
const ACCOUNT = `
  select u.id, u.email, u.disabled_at is not null as disabled, f.user_id is not null as second_factor,
    case when f.user_id is not null or not u.password_is_short then u.password_hash end as password_hash,
    (select string_agg(role, ' ') from access.role_grants where user_id = u.id and facility_id is null) as roles,
    (select string_agg(distinct role, ' ') from access.role_grants where user_id = u.id) as roles_anywhere,
    exists (select from access.sessions s where s.user_id = u.id and s.address = $2
      and s.created_at > now() - interval '30 days') as known
  from access.users u left join access.second_factors f on f.user_id = u.id and f.confirmed_at is not null`;

/** Finds who signs in, in one statement. */
export class AccountsQuery extends Accounts {
  constructor(private readonly sql: Sql) {
    super();
  }

  override async find(email: string, address: string | undefined): Promise<Account | undefined> {
    return accountOf(await this.sql.first<Row>(`${ACCOUNT} where lower(u.email) = lower($1)`, [email, address ?? null]));
  }

  override async byId(userId: string, address: string | undefined): Promise<Account | undefined> {
    return accountOf(await this.sql.first<Row>(`${ACCOUNT} where u.id = $1`, [userId, address ?? null]));
  }
}

function accountOf(row: Row | undefined): Account | undefined {
  return (
    row && {
      userId: row.id,
      email: row.email,
      passwordHash: row.password_hash ?? undefined,
      isDisabled: row.disabled,
      roles: row.roles?.split(' ') ?? [],
      rolesAnywhere: row.roles_anywhere?.split(' ') ?? [],
      hasSecondFactor: row.second_factor,
      isKnownAddress: row.known,
    }
  );
}
