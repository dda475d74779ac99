import { type EntitySchema, MikroORM, type SqlEntityManager } from '@mikro-orm/postgresql';
import type pg from 'pg';
import { LookupLines } from './lookup-lines.js';
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

/** Connections that short reads share: enough that one slow look-up does not hold up all of them. */
const LINES = 3;

/** The connection pool and the ORM's view of it. */
export class Database {
  constructor(
    readonly orm: MikroORM,
    readonly pool: pg.Pool,
    /** For short reads by key. */
    readonly lines: LookupLines,
  ) {}

  static async connect(options: DatabaseOptions, entities: EntitySchema[]): Promise<Database> {
    const connection = {
      connectionTimeoutMillis: CONNECT_TIMEOUT,
      statement_timeout: STATEMENT_TIMEOUT,
      keepAlive: true,
      application_name: 'aceso',
    };
    const orm = await MikroORM.init({
      entities,
      clientUrl: options.url,
      ensureDatabase: false,
      forceUndefined: true,
      logger: (message) => options.onConnectionError?.(message),
      driverOptions: { ...connection, Client: PreparingClient, max: options.poolSize },
    });
    const native = await (orm.em.getConnection() as unknown as { getNativeClient(): Promise<pg.Pool> }).getNativeClient();
    const { types } = native.options;
    const { url: connectionString, onConnectionError } = options;
    return new Database(orm, native, new LookupLines({ ...connection, connectionString, types, lines: LINES, onConnectionError }));
  }

  fork(): SqlEntityManager {
    return this.orm.em.fork() as SqlEntityManager;
  }

  async close(): Promise<void> {
    await Promise.all([this.lines.close(), this.orm.close(true)]);
    // The ORM leaves the pool alone where it has not used it itself.
    if (!this.pool.ending) await this.pool.end();
  }
}
