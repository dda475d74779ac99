import type { Sql } from '#persistence';
import { Deliveries } from '../../application/ports.js';
import type { OutgoingMessage } from '../../notifications.facade.js';

/** Deliveries in PostgreSQL: no address and no text, only what went out when. */
export class SqlDeliveries extends Deliveries {
  constructor(private readonly sql: Sql) {
    super();
  }

  override async begin({ key, kind, channel }: OutgoingMessage): Promise<boolean> {
    const attempted = await this.sql.execute(
      `insert into notifications.deliveries as d (key, kind, channel) values ($1, $2, $3)
       on conflict (key) do update set attempts = d.attempts + 1, attempted_at = now(), status = 'attempting'
       where d.status <> 'sent'`,
      [key, kind, channel],
    );
    return attempted === 1;
  }

  override async markSent(key: string): Promise<void> {
    await this.sql.execute(
      `update notifications.deliveries set status = 'sent', sent_at = now(), failure = null where key = $1 and status <> 'sent'`,
      [key],
    );
  }

  override async markFailed(key: string, failure: string): Promise<void> {
    await this.sql.execute(
      `update notifications.deliveries set status = 'failed', failure = $2 where key = $1 and status = 'attempting'`,
      [key, failure.slice(0, 200)],
    );
  }
}
