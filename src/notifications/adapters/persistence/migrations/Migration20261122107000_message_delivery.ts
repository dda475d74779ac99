import { Migration } from '@mikro-orm/migrations';

/** More ways on which a message can end, messages that are requested and sent later, words of facilities, receipts. */
export class Migration20261122107000_message_delivery extends Migration {
  override up(): void {
    this.addSql(DELIVERIES);
    this.addSql(MESSAGES);
    this.addSql(TEMPLATES);
  }
}

/** The checks of the first version had no names of their own; these are the ones that PostgreSQL gave them. */
const DELIVERIES = `
  alter table notifications.deliveries drop constraint deliveries_channel_check;
  alter table notifications.deliveries drop constraint deliveries_status_check;
  alter table notifications.deliveries drop constraint deliveries_check;
  alter table notifications.deliveries
    add column provider_id text,
    add column delivered_at timestamptz,
    add column version integer not null default 1,
    add constraint deliveries_channel check (channel in ('email', 'sms', 'webhook')),
    add constraint deliveries_status check (status in
      ('attempting', 'sent', 'delivered', 'failed', 'refused', 'unknown', 'undelivered')),
    add constraint deliveries_sent check (status not in ('sent', 'delivered') or sent_at is not null),
    add constraint deliveries_delivered check (status <> 'delivered' or delivered_at is not null);
  create index deliveries_attempting on notifications.deliveries (attempted_at) where status = 'attempting';
  create index deliveries_latest on notifications.deliveries (attempted_at desc, key desc);
  create index deliveries_provider_id on notifications.deliveries (provider_id) where provider_id is not null;

  create table notifications.receipts (
    id text primary key check (length(id) between 1 and 200),
    received_at timestamptz not null default now()
  );
  create index receipts_received_at on notifications.receipts (received_at);`;

const MESSAGES = `
  create table notifications.messages (
    id uuid primary key,
    key text not null constraint messages_key unique,
    kind text not null,
    facility_id uuid,
    patient_id uuid,
    channel text not null check (channel in ('email', 'sms', 'webhook')),
    payload jsonb,
    status text not null check (status in ('queued', 'sending', 'sent', 'delivered', 'failed', 'dead', 'expired')),
    attempts integer not null default 0,
    due_at timestamptz not null,
    expires_at timestamptz,
    claimed_until timestamptz,
    sent_at timestamptz,
    note text,
    created_at timestamptz not null default now(),
    version integer not null default 1,
    constraint messages_forgotten check (status not in ('sent', 'delivered', 'expired') or payload is null)
  );
  create index messages_due on notifications.messages (due_at) where status in ('queued', 'sending', 'failed');
  create index messages_status on notifications.messages (status, due_at, id);`;

const TEMPLATES = `
  create table notifications.message_templates (
    id uuid primary key,
    facility_id uuid not null constraint message_templates_facility references staffing.facilities (id),
    kind text not null,
    language text not null check (language = lower(language)),
    texts jsonb not null,
    version integer not null default 1,
    constraint message_templates_once unique (facility_id, kind, language)
  );`;
