import type pg from 'pg';
import { PreparingClient } from './preparing-client.js';

/** How to reach the database for look-ups. */
export interface LookupOptions extends pg.ClientConfig {
  /** Connections shared by all look-ups. */
  lines: number;
  onConnectionError?: (message: string) => void;
}

/**
 * A few connections on which many short reads are under way at once (PostgreSQL's pipeline mode): what comes up in one
 * turn of the event loop leaves in one write. A system call for each statement is what small reads spend most of their
 * time on. Only for reads that answer within a millisecond or so, since what is behind them on the line waits.
 */
export class LookupLines {
  private readonly clients: (Promise<PreparingClient> | undefined)[] = [];
  private next = 0;
  private closed = false;

  constructor(private readonly options: LookupOptions) {}

  async query<Row extends object>(text: string, values: unknown[]): Promise<Row[]> {
    this.next = (this.next + 1) % this.options.lines;
    const client = await this.line(this.next);
    holdUntilTurnEnds((client as unknown as { connection: { stream: Corkable } }).connection.stream);
    const { rows } = await (client as pg.Client).query<Row>(text, values);
    return rows;
  }

  async close(): Promise<void> {
    this.closed = true;
    const open = this.clients.filter((client) => client !== undefined);
    await Promise.allSettled(open.map(async (client) => (await client).end()));
  }

  private line(index: number): Promise<PreparingClient> {
    const known = this.clients[index];
    if (known) return known;
    const opened = this.open(() => {
      if (this.clients[index] === opened) this.clients[index] = undefined;
    });
    this.clients[index] = opened;
    return opened;
  }

  private async open(onLost: () => void): Promise<PreparingClient> {
    const { lines: _, onConnectionError = () => undefined, ...config } = this.options;
    const client = new PreparingClient({ ...config, pipeline: true } as pg.ClientConfig);
    client.on('end', onLost);
    client.on('error', (error) => {
      onLost();
      if (!this.closed) onConnectionError(`PostgreSQL connection error: ${error.message}`);
    });
    try {
      await client.connect();
      return client;
    } catch (error) {
      onLost();
      throw error;
    }
  }
}

interface Corkable {
  cork(): void;
  uncork(): void;
  writableCorked: number;
}

/** Nothing is written before the events at hand have been dealt with. */
function holdUntilTurnEnds(stream: Corkable): void {
  if (stream.writableCorked > 0) return;
  stream.cork();
  setImmediate(() => stream.uncork());
}
