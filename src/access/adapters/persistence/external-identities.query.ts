import { instantText, type Sql } from '#persistence';

/** A link as an administrator reads it. */
export interface ExternalIdentityRow {
  id: string;
  provider: string;
  issuer: string;
  subject: string;
  linkedBy: string;
  linkedAt: string;
}

type Row = Record<'id' | 'provider' | 'issuer' | 'subject' | 'linked_by' | 'linked_at', string>;

/** The identities of one user, in the order in which they were linked. */
export class ExternalIdentitiesQuery {
  constructor(private readonly sql: Sql) {}

  async isUser(userId: string): Promise<boolean> {
    return (await this.sql.first('select 1 from access.users where id = $1', [userId])) !== undefined;
  }

  async ofUser(userId: string): Promise<ExternalIdentityRow[]> {
    const rows = await this.sql.query<Row>(
      'select id, provider, issuer, subject, linked_by, linked_at from access.external_identities where user_id = $1 order by id',
      [userId],
    );
    return rows.map(({ linked_by: linkedBy, linked_at: linkedAt, ...row }) => ({ ...row, linkedBy, linkedAt: instantText(linkedAt) }));
  }
}
