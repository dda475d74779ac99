import { Client, DatabaseError } from 'pg';
import { EmbeddedPostgresFailure } from './embedded-postgres-failure.js';

/** Any constants: keys of advisory locks in the database `postgres`, which nobody else uses. */
const USERS = 6_101;
const PREPARATION = 6_102;

/** Starting up, shutting down, or ended by an administrator: all pass by themselves. */
const PASSING = new Set(['57P01', '57P02', '57P03', '53300']);

/**
 * The standing connection by which one process counts as a user of the server: it holds a shared lock for as long as the
 * process lives, however that ends. Whoever gets the exclusive lock is the last.
 */
export class Session {
  readonly #client: Client;
  readonly ended: Promise<void>;

  private constructor(client: Client) {
    this.#client = client;
    this.ended = new Promise((resolve) => client.once('end', () => resolve()));
  }

  /**
   * @returns nothing when the server is not ready to talk yet or is going away
   * @throws EmbeddedPostgresFailure when it is another server, or refuses our password
   */
  static async open(folder: string, port: number, password: string): Promise<Session | undefined> {
    const client = new Client({
      host: '127.0.0.1',
      port,
      user: 'postgres',
      password,
      database: 'postgres',
      application_name: 'aceso embedded',
      connectionTimeoutMillis: 5_000,
    });
    // A lost connection is noticed by its end; without a listener the error would end the process.
    client.on('error', () => undefined);
    const session = new Session(client);
    try {
      await client.connect();
      const { rows } = await client.query<{ folder: string }>(`select current_setting('data_directory') as folder`);
      if (rows[0]?.folder !== folder) throw new EmbeddedPostgresFailure(`Another PostgreSQL answers on the port ${port} of ${folder}.`);
      await client.query('select pg_advisory_lock_shared($1)', [USERS]);
      return session;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (error instanceof EmbeddedPostgresFailure) throw error;
      if (!(error instanceof DatabaseError) || PASSING.has(error.code ?? '')) return undefined;
      throw new EmbeddedPostgresFailure(`The PostgreSQL of ${folder} refuses us: ${error.message}`, error);
    }
  }

  /** Runs `work` in one process at a time. */
  async alone(work: (client: Client) => Promise<void>): Promise<void> {
    await this.#client.query('select pg_advisory_lock($1)', [PREPARATION]);
    try {
      await work(this.#client);
    } finally {
      await this.#client.query('select pg_advisory_unlock($1)', [PREPARATION]);
    }
  }

  /** Gives up the place among the users; true for the last one, who then keeps newcomers waiting until the server is stopped. */
  async leave(): Promise<boolean> {
    // First out, then the question: of two who leave at once, one is told to be the last.
    await this.#client.query('select pg_advisory_unlock_shared($1)', [USERS]);
    const { rows } = await this.#client.query<{ last: boolean }>('select pg_try_advisory_lock($1) as last', [USERS]);
    return rows[0]?.last === true;
  }

  async close(): Promise<void> {
    await this.#client.end().catch(() => undefined);
  }
}
