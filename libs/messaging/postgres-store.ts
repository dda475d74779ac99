import { type BackendFactory, type IQueueBackend, PostgresConnection, PostgresQueueBackend, type QueueBaseOptions } from 'bullmq';
import pg from 'pg';
import { QueueStore, type StoreConnection } from './queue-store.js';
import type { Report } from './settings.js';
import { QUEUE_SCHEMA } from './queue-schema.js';

const CONNECT_TIMEOUT = 5_000;
/** Connections for everything but listening; each worker adds one to listen on. */
const SHARED_CONNECTIONS = 4;
/** Seconds after which an idle worker looks for work although nobody called. */
const LONGEST_WAIT = 10;

/** BullMQ remembers a failed first connection for ever, in two places; these make it try again. */
async function ready(one: object, wait: () => Promise<void>): Promise<void> {
  try {
    await wait();
  } catch (error) {
    (one as { readyPromise?: Promise<void> }).readyPromise = undefined;
    throw error;
  }
}

class RecoveringConnection extends PostgresConnection {
  override async waitUntilReady(): Promise<void> {
    await ready(this, () => super.waitUntilReady());
  }
}

/** BullMQ's worker pauses only after what it takes for a lost connection; after anything else it spins. */
class StoreAway extends Error {
  readonly code = 'ECONNREFUSED';
}

function asAway(error: unknown): never {
  throw new StoreAway(error instanceof Error ? error.message : 'PostgreSQL is away');
}

/** Looks for work now and then even when notifications get lost on the way, and survives restarts of the server. */
class PatientBackend extends PostgresQueueBackend {
  override async waitUntilReady(): Promise<void> {
    await ready(this, () => super.waitUntilReady());
  }

  override get maximumBlockTimeout(): number {
    return Math.min(LONGEST_WAIT, super.maximumBlockTimeout);
  }

  override async moveToActive(...args: Parameters<PostgresQueueBackend['moveToActive']>): ReturnType<PostgresQueueBackend['moveToActive']> {
    return super.moveToActive(...args).catch(asAway);
  }

  override async waitForJob(...args: Parameters<PostgresQueueBackend['waitForJob']>): ReturnType<PostgresQueueBackend['waitForJob']> {
    return super.waitForJob(...args).catch(asAway);
  }
}

interface FactoryOptions {
  withBlockingConnection?: boolean;
  blocking?: boolean;
}

function createBackend(name: string, options: QueueBaseOptions<pg.Pool>, wanted: FactoryOptions = {}): PatientBackend {
  const connection = new RecoveringConnection(options.connection as never);
  const listener = wanted.withBlockingConnection ? name : wanted.blocking ? `${name}:qe` : undefined;
  return new PatientBackend(connection, name, options as never, true, listener);
}

/** Queues in PostgreSQL, in a schema of their own: one pool for all queues and workers of the process. */
export class PostgresQueueStore extends QueueStore {
  readonly kind = 'postgres';
  readonly backendFactory = createBackend as unknown as BackendFactory<IQueueBackend, never>;
  private readonly pool: pg.Pool;
  private away = false;

  constructor(
    url: string,
    private readonly report: Report,
  ) {
    super();
    this.pool = new pg.Pool({
      connectionString: url,
      options: `-c search_path=${QUEUE_SCHEMA}`,
      max: SHARED_CONNECTIONS,
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_TIMEOUT,
      application_name: 'aceso-queues',
    });
    this.pool.setMaxListeners(0);
    this.pool.on('error', (error) => this.lost(error));
    this.pool.on('connect', (client) => {
      // One that is lost between two statements of a transaction fails the second, and need not end the process.
      client.on('error', (error) => this.lost(error));
      this.found();
    });
  }

  forProducers(): StoreConnection {
    return { connection: this.pool };
  }

  forWorker(): StoreConnection {
    this.pool.options.max += 1;
    return { connection: this.pool };
  }

  async assertReachable(): Promise<void> {
    await this.pool.query('select 1');
  }

  onReturn(): void {
    // The jobs come back together with the database, so there is nothing to restore.
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  private lost(error: Error): void {
    if (this.away) return;
    this.away = true;
    this.report(`a connection of the queues to PostgreSQL was lost (${(error as NodeJS.ErrnoException).code ?? error.name})`);
  }

  private found(): void {
    this.away = false;
  }
}
