import { type Entities, explainConstraint, type Sql } from '#persistence';
import { ExternalIdentities, type ExternalIdentity } from '../../application/provider-ports.js';
import { ExternalIdentityTaken } from '../../domain/provider-errors.js';

explainConstraint('external_identities_subject', () => new ExternalIdentityTaken());
explainConstraint('external_identities_user', () => new ExternalIdentityTaken());

/** Links between users and identities as plain rows. */
export class SqlExternalIdentities extends ExternalIdentities {
  constructor(
    private readonly entities: Entities,
    private readonly sql: Sql,
  ) {
    super();
  }

  override async userOf(issuer: string, subject: string): Promise<string | undefined> {
    const statement = 'select user_id from access.external_identities where issuer = $1 and subject = $2';
    return (await this.sql.first<{ user_id: string }>(statement, [issuer, subject]))?.user_id;
  }

  override async isLinked(userId: string, issuer: string): Promise<boolean> {
    const statement = 'select 1 from access.external_identities where user_id = $1 and issuer = $2';
    return (await this.sql.first(statement, [userId, issuer])) !== undefined;
  }

  override add({ id, userId, provider, issuer, subject, linkedBy, linkedAt }: ExternalIdentity, { mayRace } = { mayRace: false }): void {
    const row = { id, user_id: userId, provider, issuer, subject, linked_by: linkedBy, linked_at: linkedAt.toString() };
    this.entities.insert({ table: 'access.external_identities', row, race: mayRace ? 'identity-linked' : undefined });
  }

  override async remove(userId: string, id: string): Promise<boolean> {
    const statement = 'delete from access.external_identities where user_id = $1 and id = $2';
    return (await this.sql.execute(statement, [userId, id])) === 1;
  }
}
