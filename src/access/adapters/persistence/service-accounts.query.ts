import { instantText, type Sql } from '#persistence';
import type { ServiceAccountState } from '../../application/service-account-state.js';

/** An account as an administrator reads it. */
export interface ServiceAccountRow extends ServiceAccountState {
  lastTokenAt?: string;
}

interface Row {
  id: string;
  name: string;
  scopes: string[];
  facility_id: string | null;
  disabled: boolean;
  secret_made_at: string;
  former_secret_until: string | null;
  last_token_at: string | null;
  created_at: string;
  version: number;
}

const SELECT = `
  select a.id, a.name, a.scopes, a.facility_id, a.disabled_at is not null as disabled, a.secret_made_at, a.former_secret_until,
    (select max(created_at) from access.service_tokens where service_account_id = a.id) as last_token_at, a.created_at, a.version
  from access.service_accounts a`;

/** Service accounts for reading, straight from their rows. */
export class ServiceAccountsQuery {
  constructor(private readonly sql: Sql) {}

  async byId(id: string): Promise<ServiceAccountRow | undefined> {
    const row = await this.sql.first<Row>(`${SELECT} where a.id = $1`, [id]);
    return row && accountOf(row);
  }

  /** Accounts by the time they were made, oldest first; one more than `limit` where there are more. */
  async page(limit: number, after?: string): Promise<ServiceAccountRow[]> {
    const statement = `${SELECT} where $1::uuid is null or a.id > $1::uuid order by a.id limit $2`;
    const rows = await this.sql.query<Row>(statement, [after ?? null, limit + 1]);
    return rows.map(accountOf);
  }
}

function accountOf(row: Row): ServiceAccountRow {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    facilityId: row.facility_id ?? undefined,
    disabled: row.disabled,
    secretMadeAt: instantText(row.secret_made_at),
    formerSecretUntil: instantText(row.former_secret_until),
    lastTokenAt: instantText(row.last_token_at),
    createdAt: instantText(row.created_at),
    version: row.version,
  };
}
