import { type EntitySchema, MikroORM, type SqlEntityManager } from '@mikro-orm/postgresql';
import type pg from 'pg';
import { PreparingClient } from './preparing-client.js';

/** How to reach PostgreSQL. */
export interface DatabaseOptions {
  url: string;
  /** Connections this process opens at the most. */
  poolSize: number;
  /** Called with one line when a pooled connection is lost. */
  onConnectionError?: (message: string) => void;
}

/** Milliseconds to wait for a free or new connection before a request is answered with 503. */
const CONNECT_TIMEOUT = 3_000;
/** Milliseconds after which the server gives up a statement, so that no request holds it for ever. */
const STATEMENT_TIMEOUT = 30_000;

/** The connection pool and the ORM's view of it. */
export class Database {
  constructor(
    readonly orm: MikroORM,
    readonly pool: pg.Pool,
  ) {}

  static async connect(options: DatabaseOptions, entities: EntitySchema[]): Promise<Database> {
    const orm = await MikroORM.init({
      entities,
      clientUrl: options.url,
      ensureDatabase: false,
      forceUndefined: true,
      logger: (message) => options.onConnectionError?.(message),
      driverOptions: {
        Client: PreparingClient,
        max: options.poolSize,
        connectionTimeoutMillis: CONNECT_TIMEOUT,
        statement_timeout: STATEMENT_TIMEOUT,
        keepAlive: true,
        application_name: 'aceso',
      },
    });
    const native = await (orm.em.getConnection() as unknown as { getNativeClient(): Promise<pg.Pool> }).getNativeClient();
    return new Database(orm, native);
  }

  fork(): SqlEntityManager {
    return this.orm.em.fork() as SqlEntityManager;
  }

  async close(): Promise<void> {
    await this.orm.close(true);
  }
}
