import { Migration } from '@mikro-orm/migrations';

/** Users as identity providers know them, and sign-ins there that wait for their page to fetch the tokens. */
export class Migration20261122101100_external_identities extends Migration {
  override up(): void {
    this.addSql(`
      create table access.external_identities (
        id uuid primary key,
        user_id uuid not null references access.users (id),
        provider text not null,
        issuer text not null,
        subject text not null check (length(subject) between 1 and 255),
        linked_by text not null check (linked_by in ('administrator', 'verified-email')),
        linked_at timestamptz not null,
        constraint external_identities_subject unique (issuer, subject),
        constraint external_identities_user unique (user_id, issuer)
      );

      create table access.sign_in_codes (
        hash bytea primary key check (length(hash) = 32),
        user_id uuid not null references access.users (id),
        provider text not null,
        second_factor boolean not null,
        challenge bytea check (length(challenge) = 32),
        made_at timestamptz not null,
        expires_at timestamptz not null
      );
      create index sign_in_codes_expires_at on access.sign_in_codes (expires_at);
    `);
  }
}
