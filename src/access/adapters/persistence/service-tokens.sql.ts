import type { Entities, Sql } from '#persistence';
import { type NewServiceToken, type ServiceCredentials, ServiceTokens } from '../../application/service-account-ports.js';
import type { PermissionName } from '../../domain/permissions.js';

/** Rows that one statement deletes at the most, so that none holds locks for long. */
const AT_A_TIME = 1_000;
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

interface Row {
  id: string;
  scopes: PermissionName[];
  secret_hash: Uint8Array;
  former_secret_hash: Uint8Array | null;
  disabled: boolean;
  known: boolean;
}

/** Tokens of machines as plain rows. An address is known for 30 days after a token was given there. */
export class SqlServiceTokens extends ServiceTokens {
  constructor(
    private readonly entities: Entities,
    private readonly sql: Sql,
  ) {
    super();
  }

  override async credentialsOf(
    clientId: string,
    address: string | undefined,
    now: Temporal.Instant,
  ): Promise<ServiceCredentials | undefined> {
    if (!UUID.test(clientId)) return undefined;
    const row = await this.sql.first<Row>(
      `select a.id, a.scopes, a.secret_hash, a.disabled_at is not null as disabled,
         case when a.former_secret_until > $3 then a.former_secret_hash end as former_secret_hash,
         exists (select from access.service_tokens t where t.service_account_id = a.id and t.address = $2
           and t.created_at > $3::timestamptz - interval '30 days') as known
       from access.service_accounts a where a.id = $1`,
      [clientId, address ?? null, now.toString()],
    );
    return (
      row && {
        accountId: row.id,
        scopes: row.scopes,
        secretHash: row.secret_hash,
        formerSecretHash: row.former_secret_hash ?? undefined,
        isDisabled: row.disabled,
        isKnownAddress: row.known,
      }
    );
  }

  override add({ id, accountId, scopes, address, createdAt, expiresAt }: NewServiceToken): void {
    const row = { id, service_account_id: accountId, scopes, address, created_at: createdAt.toString(), expires_at: expiresAt.toString() };
    this.entities.insert({ table: 'access.service_tokens', row });
  }

  override async revokeAllOf(accountId: string, now: Temporal.Instant): Promise<void> {
    const statement = 'update access.service_tokens set revoked_at = $2 where service_account_id = $1 and revoked_at is null';
    await this.sql.execute(statement, [accountId, now.toString()]);
  }

  override async forgetEndedBefore(then: Temporal.Instant): Promise<void> {
    const statement = `delete from access.service_tokens where id in (
      select id from access.service_tokens where expires_at < $1 order by expires_at limit ${AT_A_TIME} for update skip locked)`;
    while ((await this.sql.execute(statement, [then.toString()])) === AT_A_TIME);
  }
}
