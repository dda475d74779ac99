import { Migration } from '@mikro-orm/migrations';

/** Second factors with their recovery codes, links to set a password, what a session came from, and delays that grow. */
export class Migration20261122100000_identity extends Migration {
  override up(): void {
    this.addSql(`
      alter table access.users add column password_is_short boolean not null default false;
      alter table access.sessions add column device text, add column second_factor_at timestamptz;
      alter table access.sign_in_failures add column locked_until timestamptz, add column strikes integer not null default 0;
      create index sign_in_failures_locked_until on access.sign_in_failures (locked_until) where locked_until is not null;
    `);
    this.addSql(SECOND_FACTORS);
    this.addSql(PASSWORD_LINKS);
  }
}

const SECOND_FACTORS = `
  create table access.second_factors (
    user_id uuid primary key references access.users (id),
    secret text not null,
    key_id text not null,
    begun_at timestamptz not null,
    confirmed_at timestamptz,
    last_step bigint not null default -1
  );
  comment on column access.second_factors.secret is 'JWE of the shared secret, under the key of JWT_KEYS that key_id names.';
  comment on column access.second_factors.last_step is 'Thirty-second step of the last code that was taken: no code counts twice, none before it counts.';

  create table access.recovery_codes (
    user_id uuid not null references access.second_factors (user_id) on delete cascade,
    hash bytea not null check (length(hash) = 32),
    made_at timestamptz not null,
    used_at timestamptz,
    primary key (user_id, hash)
  );`;

/** A request keeps what was typed until its mail is sent, whether or not somebody has that address; a link only a digest. */
const PASSWORD_LINKS = `
  create table access.password_link_requests (
    id uuid primary key,
    email text,
    user_id uuid references access.users (id),
    lifetime_minutes integer not null check (lifetime_minutes between 1 and 1440),
    requested_at timestamptz not null,
    claimed_until timestamptz,
    attempts integer not null default 0,
    check ((email is null) <> (user_id is null))
  );
  create index password_link_requests_requested_at on access.password_link_requests (requested_at);

  create table access.password_links (
    hash bytea primary key check (length(hash) = 32),
    user_id uuid not null references access.users (id),
    made_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
  );
  create index password_links_user_id on access.password_links (user_id) where used_at is null;
  create index password_links_expires_at on access.password_links (expires_at);`;
