import type { Sql } from '#persistence';
import { type Account, Accounts } from '../../application/ports.js';

interface Row {
  id: string;
  password_hash: string | null;
  disabled: boolean;
  roles: string | null;
  known: boolean;
}

/** Finds who signs in, in one statement. An address is known for 30 days after a sign-in from it. */
export class AccountsQuery extends Accounts {
  constructor(private readonly sql: Sql) {
    super();
  }

  override async find(email: string, address: string | undefined): Promise<Account | undefined> {
    const row = await this.sql.first<Row>(
      `select u.id, u.password_hash, u.disabled_at is not null as disabled,
         (select string_agg(role, ' ') from access.role_grants where user_id = u.id and facility_id is null) as roles,
         exists (select from access.sessions s where s.user_id = u.id and s.address = $2
           and s.created_at > now() - interval '30 days') as known
       from access.users u where lower(u.email) = lower($1)`,
      [email, address ?? null],
    );
    return (
      row && {
        userId: row.id,
        passwordHash: row.password_hash ?? undefined,
        isDisabled: row.disabled,
        roles: row.roles?.split(' ') ?? [],
        isKnownAddress: row.known,
      }
    );
  }
}
