import type pg from 'pg';
import { PreparingClient } from './preparing-client.js';

/** How to reach the database for look-ups. */
export interface LookupOptions extends pg.ClientConfig {
  /** Connections shared by all look-ups. */
  lines: number;
  onConnectionError?: (message: string) => void;
}

/** Look-ups sent to a line at once. What is behind them on the line waits for all of them. */
const MOST_AT_ONCE = 64;

interface Lookup {
  text: string;
  values: unknown[];
  answered: PromiseWithResolvers<object[]>;
}

/** A connection of its own, made when first used and anew after it was lost. */
interface Line {
  client?: Promise<PreparingClient> | undefined;
  isBusy: boolean;
}

/**
 * A few connections that take turns at the short reads of all requests (PostgreSQL's pipeline mode): a free one takes
 * whatever has come up when the events at hand have been dealt with, in one write, and what comes up while all are busy
 * leaves together as soon as one is free. System calls and waking up a server process for each statement are what small
 * reads spend most of their time on. Only for reads that answer within a millisecond or so, since others wait behind them.
 */
export class LookupLines {
  private readonly lines: Line[];
  private waiting: Lookup[] = [];
  private willSend = false;
  private closed = false;

  constructor(private readonly options: LookupOptions) {
    this.lines = Array.from({ length: options.lines }, () => ({ isBusy: false }));
  }

  query<Row extends object>(text: string, values: unknown[]): Promise<Row[]> {
    const answered = Promise.withResolvers<object[]>();
    this.waiting.push({ text, values, answered });
    this.sendSoon();
    return answered.promise as Promise<Row[]>;
  }

  async close(): Promise<void> {
    this.closed = true;
    const open = this.lines.map(({ client }) => client).filter((client) => client !== undefined);
    await Promise.allSettled(open.map(async (client) => (await client).end()));
  }

  private sendSoon(): void {
    if (this.willSend || this.waiting.length === 0) return;
    this.willSend = true;
    setImmediate(() => {
      this.willSend = false;
      const free = this.lines.find(({ isBusy }) => !isBusy);
      if (free) void this.send(free, this.waiting.splice(0, MOST_AT_ONCE));
    });
  }

  private async send(line: Line, lookups: Lookup[]): Promise<void> {
    line.isBusy = true;
    try {
      const client: pg.Client = await this.clientOf(line);
      const { stream } = (client as unknown as { connection: { stream: Corkable } }).connection;
      stream.cork();
      const answers = lookups.map(({ text, values, answered }) =>
        client.query<object>(text, values).then(({ rows }) => answered.resolve(rows), answered.reject),
      );
      stream.uncork();
      this.sendSoon();
      await Promise.all(answers);
    } catch (error) {
      for (const { answered } of lookups) answered.reject(error);
    }
    line.isBusy = false;
    this.sendSoon();
  }

  private clientOf(line: Line): Promise<PreparingClient> {
    if (line.client) return line.client;
    const opened = this.open(() => {
      if (line.client === opened) line.client = undefined;
    });
    line.client = opened;
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
}
