import { Migration } from '@mikro-orm/migrations';

/** Users, their roles and sessions, failed sign-ins, and the audit trail. */
export class Migration20261101000300_access extends Migration {
  override up(): void {
    this.addSql('create schema access');
    this.addSql(USERS);
    this.addSql(SESSIONS);
    this.addSql(AUDIT_EVENTS);
  }
}

const USERS = `
  create table access.users (
    id uuid primary key,
    email text not null check (length(email) between 3 and 254),
    display_name text not null check (length(display_name) between 1 and 200),
    password_hash text,
    staff_id uuid,
    patient_id uuid,
    disabled_at timestamptz,
    roles_changed_at timestamptz not null,
    created_at timestamptz not null,
    version integer not null default 1
  );
  create unique index users_email on access.users (lower(email));
  create index users_staff_id on access.users (staff_id) where staff_id is not null;
  create index users_patient_id on access.users (patient_id) where patient_id is not null;

  create table access.role_grants (
    user_id uuid not null references access.users (id),
    role text not null check (role ~ '^[a-z]+(-[a-z]+)*$'),
    facility_id uuid,
    granted_at timestamptz not null default now(),
    constraint role_grants_once unique nulls not distinct (user_id, role, facility_id)
  );
  create index role_grants_administrators on access.role_grants (user_id) where role = 'admin' and facility_id is null;`;

const SESSIONS = `
  create table access.sessions (
    id uuid primary key,
    user_id uuid not null references access.users (id),
    purpose text not null check (purpose in ('api', 'dashboard')),
    address text,
    created_at timestamptz not null,
    refreshed_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz
  );
  create index sessions_user_id on access.sessions (user_id, created_at);
  create index sessions_expires_at on access.sessions (expires_at);

  create table access.refresh_tokens (
    hash bytea primary key check (length(hash) = 32),
    session_id uuid not null references access.sessions (id) on delete cascade,
    created_at timestamptz not null,
    spent_at timestamptz
  );
  create index refresh_tokens_session_id on access.refresh_tokens (session_id);

  create table access.sign_in_failures (
    subject text primary key,
    failures integer not null,
    since timestamptz not null
  );
  create index sign_in_failures_since on access.sign_in_failures (since);`;

/** Rows of a partitioned table are unique per partition only; ids are random enough not to need more. */
const AUDIT_EVENTS = `
  create table access.audit_events (
    id uuid not null,
    at timestamptz not null default now(),
    actor_kind text not null check (actor_kind in ('user', 'system', 'anonymous')),
    actor_id text,
    action text not null,
    resource_type text not null,
    resource_id text,
    patient_id uuid,
    facility_id uuid,
    outcome text not null default 'success' check (outcome in ('success', 'refused')),
    reason text,
    address text,
    request_id text,
    changed text[],
    primary key (at, id)
  ) partition by range (at);
  create index audit_events_patient on access.audit_events (patient_id, at, id) where patient_id is not null;
  create index audit_events_actor on access.audit_events (actor_id, at, id);
  create index audit_events_action on access.audit_events (action, at, id);
  create table access.audit_events_default partition of access.audit_events default;

  create function access.refuse_rewriting() returns trigger language plpgsql as $$
  begin
    raise exception 'the audit trail is append-only' using errcode = '42501';
  end $$;
  create trigger audit_events_append_only before update or delete on access.audit_events
    for each row execute function access.refuse_rewriting();

  create function access.make_audit_partitions(months integer) returns integer
  language plpgsql security definer set search_path = pg_catalog as $$
  declare
    first date := date_trunc('month', now() at time zone 'UTC')::date;
    month date;
    made integer := 0;
  begin
    for ahead in 0..months loop
      month := (first + make_interval(months => ahead))::date;
      continue when to_regclass('access.audit_events_' || to_char(month, 'YYYY_MM')) is not null;
      execute format(
        'create table access.%I partition of access.audit_events for values from (%L) to (%L)',
        'audit_events_' || to_char(month, 'YYYY_MM'),
        month::timestamp at time zone 'UTC',
        (month + interval '1 month')::timestamp at time zone 'UTC'
      );
      made := made + 1;
    end loop;
    return made;
  end $$;
  comment on function access.make_audit_partitions is 'Makes the partitions of this month and the given number of months ahead.';
  select access.make_audit_partitions(12);`;
