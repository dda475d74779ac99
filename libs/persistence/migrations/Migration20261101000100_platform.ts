import { Migration } from '@mikro-orm/migrations';

/** What every context stands on: extensions, the check behind lost races, idempotency keys. */
export class Migration20261101000100_platform extends Migration {
  override up(): void {
    this.addSql(`
      create extension if not exists btree_gist;
      create extension if not exists pg_trgm;
      create extension if not exists unaccent;
      create schema if not exists platform;

      create function platform.expect_rows(inserted bigint, expected integer, race text) returns boolean
      language plpgsql volatile as $$
      begin
        if inserted <> expected then
          raise exception 'lost race %', race using errcode = 'AC001', constraint = race;
        end if;
        return true;
      end $$;

      create table platform.idempotency_keys (
        caller_id uuid not null,
        key text not null check (length(key) between 1 and 255),
        fingerprint bytea not null,
        status smallint not null check (status between 200 and 299),
        headers jsonb not null,
        body text,
        created_at timestamptz not null default now(),
        primary key (caller_id, key)
      );
      create index idempotency_keys_created_at on platform.idempotency_keys (created_at);
    `);
  }
}
