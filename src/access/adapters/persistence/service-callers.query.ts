import type { Caller } from '#http';
import type { Sql } from '#persistence';

interface Row {
  name: string;
  facility_id: string | null;
  held: string[];
  given: string[];
}

/** The check of every request that a machine sends: one prepared statement over two primary keys. */
const LIVE_TOKEN = `
  select a.name, a.facility_id, a.scopes as held, t.scopes as given
  from access.service_tokens t join access.service_accounts a on a.id = t.service_account_id
  where t.id = $1 and a.id = $2 and t.revoked_at is null and t.expires_at > now() and a.disabled_at is null`;

/**
 * Which machine is behind a token, if it still counts, and what it may do at this moment: what the token says and the
 * account still holds.
 */
export class ServiceCallersQuery {
  constructor(private readonly sql: Sql) {}

  async find(tokenId: string, accountId: string): Promise<Caller | undefined> {
    const row = await this.sql.lookup<Row>(LIVE_TOKEN, [tokenId, accountId]);
    if (!row) return undefined;
    const scopes: ReadonlySet<string> = new Set(row.given.filter((scope) => row.held.includes(scope)));
    const facilityId = row.facility_id ?? undefined;
    return {
      userId: accountId,
      sessionId: tokenId,
      isService: true,
      email: '',
      displayName: row.name,
      roles: [{ role: 'service', facilityId }],
      permissions: scopes,
      everywhere: facilityId === undefined ? scopes : new Set(),
      atFacility: facilityId === undefined ? new Map() : new Map([[facilityId, scopes]]),
      own: new Set(),
      opened: [],
    };
  }
}
