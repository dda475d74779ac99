import type { Entities, Sql } from '#persistence';
import { Delivery } from '../../domain/delivery.js';
import { Deliveries, type RecordedOutcome, Receipts } from '../../application/ports.js';
import type { OutgoingMessage } from '../../domain/outgoing-message.js';

const LONGEST_FAILURE = 200;

/** Each key once, since a statement may touch a row once only. */
const BEGIN = `
  insert into notifications.deliveries as d (key, kind, channel)
  select distinct on (key) key, kind, channel from unnest($1::text[], $2::text[], $3::text[]) as m (key, kind, channel) order by key
  on conflict (key) do update set attempts = d.attempts + 1, attempted_at = now(), status = 'attempting'
  where d.status not in ('sent', 'delivered')
  returning key`;

/** A receipt may have come before the outcome: then it has the last word. */
const SETTLE = `
  update notifications.deliveries d
  set status = o.status, failure = o.failure, provider_id = coalesce(o.provider_id, d.provider_id),
      sent_at = case o.status when 'sent' then now() else d.sent_at end
  from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as o (key, status, failure, provider_id)
  where d.key = o.key and d.status = 'attempting'`;

/** Deliveries in PostgreSQL: no address and no text, only what went out when. */
export class SqlDeliveries extends Deliveries {
  constructor(private readonly sql: Sql) {
    super();
  }

  override async begin(messages: readonly OutgoingMessage[]): Promise<ReadonlySet<string>> {
    const columns = [messages.map(({ key }) => key), messages.map(({ kind }) => kind), messages.map(({ channel }) => channel)];
    const rows = await this.sql.query<{ key: string }>(BEGIN, columns);
    return new Set(rows.map(({ key }) => key));
  }

  override async settle(outcomes: readonly RecordedOutcome[]): Promise<void> {
    await this.sql.execute(SETTLE, [
      outcomes.map(({ key }) => key),
      outcomes.map(({ outcome }) => outcome),
      outcomes.map(({ failure }) => failure?.slice(0, LONGEST_FAILURE) ?? null),
      outcomes.map(({ providerId }) => providerId ?? null),
    ]);
  }

  override async giveUpWaiting(before: Temporal.Instant): Promise<void> {
    await this.sql.execute(
      `update notifications.deliveries set status = 'unknown', failure = 'interrupted' where status = 'attempting' and attempted_at < $1`,
      [before.toString()],
    );
  }
}

/** Receipts in PostgreSQL, beside the deliveries that they are about. */
export class SqlReceipts extends Receipts {
  constructor(
    private readonly sql: Sql,
    private readonly entities: Entities,
  ) {
    super();
  }

  override async isNew(receiptId: string): Promise<boolean> {
    return (await this.sql.execute('insert into notifications.receipts (id) values ($1) on conflict do nothing', [receiptId])) === 1;
  }

  override async deliveryOf({ key, providerId }: { key?: string; providerId?: string }): Promise<Delivery | undefined> {
    const [row] = await this.sql.lock<{ key: string }>(
      `select key from notifications.deliveries where key = $1 or ($1::text is null and provider_id = $2)
       order by attempted_at desc limit 1 for update`,
      [key ?? null, providerId ?? null],
    );
    return row && this.entities.find(Delivery, { id: row.key });
  }

  override async forget(before: Temporal.Instant): Promise<void> {
    await this.sql.execute('delete from notifications.receipts where received_at < $1', [before.toString()]);
  }
}
