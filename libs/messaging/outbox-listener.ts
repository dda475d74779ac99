import pg from 'pg';
import { OUTBOX_CHANNEL } from '#persistence';

const CONNECT_TIMEOUT = 5_000;
const RECONNECT_AFTER = 2_000;

/**
 * Hears that there is something in the outbox, on a connection of its own. It only saves waiting:
 * the relay polls besides, so a lost connection is opened again without haste or report.
 */
export class OutboxListener {
  private client?: pg.Client | undefined;
  private timer?: NodeJS.Timeout | undefined;
  private stopped = true;

  /** `url` must not go through a transaction-pooling proxy; without one nothing is heard. */
  constructor(private readonly url: string | undefined) {}

  start(heard: () => void): void {
    if (this.url === undefined) return;
    this.stopped = false;
    void this.listen(this.url, heard);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.client?.end().catch(() => undefined);
  }

  private async listen(url: string, heard: () => void): Promise<void> {
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: CONNECT_TIMEOUT,
      keepAlive: true,
      application_name: 'aceso-outbox-listener',
    });
    this.client = client;
    let over = false;
    const lost = (): void => {
      if (over) return;
      over = true;
      void client.end().catch(() => undefined);
      if (!this.stopped) this.timer = setTimeout(() => void this.listen(url, heard), RECONNECT_AFTER).unref();
    };
    client.on('error', lost).on('end', lost).on('notification', heard);
    try {
      await client.connect();
      await client.query(`listen ${OUTBOX_CHANNEL}`);
    } catch {
      lost();
    }
  }
}
