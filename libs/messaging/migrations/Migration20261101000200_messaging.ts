import { Migration } from '@mikro-orm/migrations';

/** The outbox, who subscribes to what, and one delivery per event and subscriber. */
export class Migration20261101000200_messaging extends Migration {
  override up(): void {
    this.addSql(`
      create table platform.outbox (
        id uuid primary key,
        seq bigint generated always as identity,
        type text not null check (type <> ''),
        aggregate_id text not null,
        payload jsonb not null,
        request_id text,
        occurred_at timestamptz not null default now(),
        sent_at timestamptz
      );
      create index outbox_unsent on platform.outbox (seq) where sent_at is null;
      create index outbox_sent_at on platform.outbox (sent_at);

      create table platform.subscriptions (
        subscriber text not null check (subscriber ~ '^[a-z0-9]+([.-][a-z0-9]+)*$'),
        type text not null,
        primary key (subscriber, type)
      );

      create table platform.deliveries (
        event_id uuid not null references platform.outbox (id) on delete cascade,
        subscriber text not null,
        aggregate_id text not null,
        seq bigint not null,
        sent_at timestamptz,
        sends integer not null default 0,
        done_at timestamptz,
        failed_at timestamptz,
        failure text,
        primary key (event_id, subscriber)
      );
      create index deliveries_open_in_order on platform.deliveries (subscriber, aggregate_id, seq)
        where done_at is null and failed_at is null;
      create index deliveries_unsent on platform.deliveries (seq)
        where sent_at is null and done_at is null and failed_at is null;
      create index deliveries_in_flight on platform.deliveries (sent_at)
        where sent_at is not null and done_at is null and failed_at is null;
      create index deliveries_failed on platform.deliveries (failed_at) where failed_at is not null;

      create table platform.leases (
        name text primary key,
        holder uuid not null,
        until timestamptz not null
      );
    `);
  }
}
