import { Migration } from '@mikro-orm/migrations';

/** Machines that call the interface: their accounts, and the tokens that were given to them. */
export class Migration20261122101000_service_accounts extends Migration {
  override up(): void {
    this.addSql(`
      create table access.service_accounts (
        id uuid primary key,
        name text not null check (length(name) between 1 and 200),
        scopes text[] not null check (cardinality(scopes) > 0),
        facility_id uuid constraint service_accounts_facility references staffing.facilities (id),
        secret_hash bytea not null check (length(secret_hash) = 32),
        former_secret_hash bytea check (length(former_secret_hash) = 32),
        former_secret_until timestamptz,
        disabled_at timestamptz,
        secret_made_at timestamptz not null,
        created_at timestamptz not null,
        version integer not null default 1,
        constraint service_accounts_former_secret check ((former_secret_hash is null) = (former_secret_until is null))
      );
      create unique index service_accounts_name on access.service_accounts (lower(name));
      create index service_accounts_facility_id on access.service_accounts (facility_id) where facility_id is not null;

      create table access.service_tokens (
        id uuid primary key,
        service_account_id uuid not null references access.service_accounts (id),
        scopes text[] not null check (cardinality(scopes) > 0),
        address text,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        revoked_at timestamptz
      );
      create index service_tokens_account on access.service_tokens (service_account_id, created_at);
      create index service_tokens_expires_at on access.service_tokens (expires_at);

      alter table access.audit_events
        drop constraint audit_events_actor_kind_check,
        add constraint audit_events_actor_kind_check check (actor_kind in ('user', 'service', 'system', 'anonymous'));
    `);
  }
}
