import { Migration } from '@mikro-orm/migrations';

/** What went out, and the messages kept where no provider is set. */
export class Migration20261101000250_notifications extends Migration {
  override up(): void {
    this.addSql(`
      create schema notifications;

      create table notifications.deliveries (
        key text primary key,
        kind text not null,
        channel text not null check (channel in ('email', 'sms')),
        status text not null default 'attempting' check (status in ('attempting', 'sent', 'failed')),
        attempts integer not null default 1 check (attempts > 0),
        first_attempted_at timestamptz not null default now(),
        attempted_at timestamptz not null default now(),
        sent_at timestamptz,
        failure text,
        check ((status = 'sent') = (sent_at is not null))
      );

      create table notifications.kept_messages (
        id bigint generated always as identity primary key,
        message_id text not null unique,
        kind text not null,
        channel text not null,
        recipient text not null,
        subject text not null,
        body text not null,
        kept_at timestamptz not null default now()
      );
    `);
  }
}
