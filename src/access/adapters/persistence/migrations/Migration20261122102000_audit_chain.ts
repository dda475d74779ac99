import { Migration } from '@mikro-orm/migrations';

/**
 * The audit trail says which patients an answer showed, its rows are chained by seals, and only its owner could rewrite it.
 * Rows from before wait for their seal like new ones.
 */
export class Migration20261122102000_audit_chain extends Migration {
  override up(): void {
    this.addSql(SHOWN);
    this.addSql(UNSEALED);
    this.addSql(SEALS);
    this.addSql(RIGHTS);
    this.addSql(PARTITIONS);
  }
}

/**
 * Where one patient alone was shown, `patient_id` says so; `patient_ids` is for lists of several. `break_glass_id` is the
 * emergency access that had opened that one patient's chart.
 */
const SHOWN = `
  alter table access.audit_events add column patient_ids uuid[], add column break_glass_id uuid;
  alter table access.audit_events drop constraint audit_events_actor_kind_check;
  alter table access.audit_events
    add constraint audit_events_actor_kind_check check (actor_kind in ('user', 'service', 'system', 'anonymous'));`;

/**
 * A trigger of the statement and not of the row, since rows come in groups. It has its owner's rights, so that the
 * application can't put anything into the queue by itself.
 */
const UNSEALED = `
  create table access.audit_unsealed (
    at timestamptz not null,
    id uuid not null
  ) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);
  comment on table access.audit_unsealed is 'Audit rows that wait for their seal; a sealer takes them out within a second or so.';

  create function access.await_seal() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
  begin
    insert into access.audit_unsealed (at, id) select at, id from added;
    return null;
  end $$;
  create trigger audit_events_await_seal after insert on access.audit_events
    referencing new table as added for each statement execute function access.await_seal();
  insert into access.audit_unsealed (at, id) select at, id from access.audit_events;`;

const SEALS = `
  create table access.audit_seals (
    n bigint primary key check (n > 0),
    previous bytea not null constraint audit_seals_no_fork unique check (length(previous) = 32),
    period tstzrange not null,
    ats timestamptz[] not null,
    ids uuid[] not null check (cardinality(ids) = cardinality(ats)),
    digests bytea not null check (length(digests) = 32 * cardinality(ids)),
    hash bytea not null check (length(hash) = 32),
    sealed_at timestamptz not null
  );
  comment on table access.audit_seals is
    'Each names the audit rows of one batch with their digests, and is chained to the one before by its hash (SHA-256).';
  create index audit_seals_period on access.audit_seals using gist (period);
  create trigger audit_seals_append_only before update or delete on access.audit_seals
    for each row execute function access.refuse_rewriting();
  create trigger audit_seals_no_truncate before truncate on access.audit_seals
    for each statement execute function access.refuse_rewriting();
  create trigger audit_events_no_truncate before truncate on access.audit_events
    for each statement execute function access.refuse_rewriting();`;

/**
 * Rights are those of the parent for whoever goes through it, so nobody but the owner needs any on a partition: there an
 * inserted row would also miss the trigger of the parent.
 */
const RIGHTS = `
  create function access.keep_audit_append_only() returns void
  language plpgsql security definer set search_path = pg_catalog as $$
  declare
    held record;
  begin
    for held in
      select c.oid::regclass as name, r.role,
        case when c.relispartition then 'all'
          when c.relname = 'audit_unsealed' then 'insert, update, truncate, references, trigger'
          else 'update, delete, truncate, references, trigger' end as rights
      from pg_class c
      cross join lateral (
        select distinct case when grantee = 0 then 'public' else grantee::regrole::text end as role
        from aclexplode(c.relacl) where grantee <> c.relowner
      ) r
      where c.relnamespace = 'access'::regnamespace and c.relkind in ('r', 'p')
        and c.relname ~ '^audit_(events(_\\w+)?|seals|unsealed)$'
    loop
      execute format('revoke %s on %s from %s', held.rights, held.name, held.role);
    end loop;
  end $$;
  comment on function access.keep_audit_append_only is 'Takes from everybody but the owner what could rewrite the audit trail.';
  select access.keep_audit_append_only();`;

/** Rows of a month that had no partition stand in the default one, where they stay: a partition would have to take them over. */
const PARTITIONS = `
  create or replace function access.make_audit_partitions(months integer) returns integer
  language plpgsql security definer set search_path = pg_catalog as $$
  declare
    first date := date_trunc('month', now() at time zone 'UTC')::date;
    month date;
    starts timestamptz;
    ends timestamptz;
    made integer := 0;
  begin
    for ahead in 0..months loop
      month := (first + make_interval(months => ahead))::date;
      starts := month::timestamp at time zone 'UTC';
      ends := (month + interval '1 month')::timestamp at time zone 'UTC';
      continue when to_regclass('access.audit_events_' || to_char(month, 'YYYY_MM')) is not null
        or exists (select from access.audit_events_default where at >= starts and at < ends);
      execute format('create table access.%I partition of access.audit_events for values from (%L) to (%L)',
        'audit_events_' || to_char(month, 'YYYY_MM'), starts, ends);
      made := made + 1;
    end loop;
    perform access.keep_audit_append_only();
    return made;
  end $$;`;
