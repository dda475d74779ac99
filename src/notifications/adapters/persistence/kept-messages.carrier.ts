import type { Sql } from '#persistence';
import { Carrier } from '../../application/ports.js';
import type { OutgoingMessage } from '../../domain/outgoing-message.js';

/** Where no provider is set: keeps messages for a developer to read. */
export class KeptMessagesCarrier extends Carrier {
  constructor(private readonly sql: Sql) {
    super();
  }

  override async carry({ kind, channel, to, subject, text }: OutgoingMessage, messageId: string): Promise<undefined> {
    await this.sql.execute(
      `insert into notifications.kept_messages (message_id, kind, channel, recipient, subject, body)
       values ($1, $2, $3, $4, $5, $6) on conflict (message_id) do nothing`,
      [messageId, kind, channel, to, subject, text],
    );
  }
}
