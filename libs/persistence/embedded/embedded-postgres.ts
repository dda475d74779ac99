import { mkdir, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { locateBinaries } from './binaries.js';
import { clusterFolder, ensureCluster } from './cluster.js';
import { APPLICATION, connectionString, ensureDatabase, OWNER } from './database.js';
import { EmbeddedPostgresFailure } from './embedded-postgres-failure.js';
import type { Passwords } from './passwords.js';
import { passwordsIn } from './passwords.js';
import type { PostmasterPlan } from './postmaster.js';
import { launchPostmaster, stopPostmaster } from './postmaster.js';
import { runningPostmaster } from './postmaster-file.js';
import { assertReachable, serviceAccount } from './service-account.js';
import { Session } from './session.js';

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_SECONDS = 5;
const RESTART_EVERY_MS = 1_000;

export interface EmbeddedPostgresOptions {
  /** The folder of everything that outlives the process; made where it is missing. */
  readonly dataDir: string;
  /** A fixed port on 127.0.0.1; any free one without it. A server that already runs keeps its own. */
  readonly port?: number;
  /** `false` trades the safety of data for speed, for tests. */
  readonly durable?: boolean;
  /** Hears what happens, in lines for people. */
  readonly onLine?: (line: string) => void;
}

/**
 * A PostgreSQL server of our own over `dataDir`, shared by all processes that name the same folder: the first starts it,
 * the last to leave stops it. One that was left by a killed process is taken over, and one that is killed is started again.
 */
export class EmbeddedPostgres {
  readonly #plan: PostmasterPlan;
  readonly #passwords: Passwords;
  readonly #onLine: (line: string) => void;
  #session: Session | undefined;
  #port = 0;
  #pid = 0;
  #stopping = false;
  #stopped: Promise<void> | undefined;
  #watch: Promise<void> = Promise.resolve();

  private constructor(plan: PostmasterPlan, passwords: Passwords, onLine: (line: string) => void) {
    this.#plan = plan;
    this.#passwords = passwords;
    this.#onLine = onLine;
  }

  /** @throws EmbeddedPostgresFailure with one line that says why there is no server */
  static async start({ dataDir, port, durable = true, onLine = () => undefined }: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
    const folder = await ownFolder(dataDir);
    const [binaries, account, passwords] = await Promise.all([locateBinaries(), serviceAccount(), passwordsIn(folder)]);
    await assertReachable(account, clusterFolder(folder), 'the data');
    await assertReachable(account, binaries.postgres, "PostgreSQL's programs");
    await ensureCluster({ dataDir: folder, binaries, account, superuserPassword: passwords.superuser, durable }, onLine);
    const plan = { folder: clusterFolder(folder), logFile: join(folder, 'postgres.log'), binaries, account, durable, port };
    const server = new EmbeddedPostgres(plan, passwords, onLine);
    await server.#begin();
    return server;
  }

  /** For the application: reads and writes rows, owns nothing. */
  get url(): string {
    return connectionString(APPLICATION, this.#passwords.application, this.#port);
  }

  /** For migrations: owns the database. */
  get ownerUrl(): string {
    return connectionString(OWNER, this.#passwords.owner, this.#port);
  }

  /** The server's process id; another one after it was killed and started again. */
  get pid(): number {
    return this.#pid;
  }

  /** Leaves the server, and stops it unless another process uses it. Can be called again. */
  stop(): Promise<void> {
    this.#stopped ??= this.#end();
    return this.#stopped;
  }

  async #end(): Promise<void> {
    this.#stopping = true;
    await this.#leave();
    await this.#watch;
  }

  async #begin(): Promise<void> {
    const found = await runningPostmaster(this.#plan.folder);
    const session = await this.#join(this.#plan.port, READY_WITHIN_MS);
    if (found !== undefined && found.pid === this.#pid) this.#onLine(`Using the PostgreSQL that already runs (process ${this.#pid})`);
    this.#session = session;
    await session.alone((superuser) =>
      ensureDatabase(superuser, { passwords: this.#passwords, ownerCreatesDatabases: !this.#plan.durable }),
    );
    this.#watch = this.#keepRunning(session);
  }

  async #join(port: number | undefined, withinMs: number): Promise<Session> {
    const deadline = performance.now() + withinMs;
    while (performance.now() < deadline) {
      const running = await runningPostmaster(this.#plan.folder);
      if (running === undefined) await launchPostmaster({ ...this.#plan, port });
      else if (running.port > 0) {
        const session = await Session.open(this.#plan.folder, running.port, this.#passwords.superuser);
        if (session !== undefined) {
          this.#port = running.port;
          this.#pid = running.pid;
          return session;
        }
      }
      await pause(20);
    }
    const seconds = withinMs / 1000;
    throw new EmbeddedPostgresFailure(`The embedded PostgreSQL was not ready within ${seconds} s; more is in ${this.#plan.logFile}.`);
  }

  /** Whoever holds the addresses given out goes on with them, so a server that was killed comes back on the same port. */
  async #keepRunning(first: Session): Promise<void> {
    let session = first;
    for (;;) {
      await session.ended;
      if (this.#stopping) return;
      this.#onLine('The connection to the embedded PostgreSQL was lost; bringing it back');
      const again = await this.#rejoin();
      if (again === undefined) return;
      session = again;
      this.#onLine(`The embedded PostgreSQL is back (process ${this.#pid})`);
    }
  }

  async #rejoin(): Promise<Session | undefined> {
    this.#session = undefined;
    while (!this.#stopping) {
      try {
        this.#session = await this.#join(this.#port, RESTART_EVERY_MS);
        // Stopped meanwhile: nobody else would leave for us.
        if (this.#stopping) await this.#leave();
        return this.#session;
      } catch (error) {
        this.#onLine((error as Error).message);
        await pause(RESTART_EVERY_MS);
      }
    }
    return undefined;
  }

  async #leave(): Promise<void> {
    const session = this.#session;
    if (session === undefined) return;
    const last = await session.leave().catch(() => false);
    if (last) await stopPostmaster(this.#plan, STOP_WITHIN_SECONDS);
    await session.close();
  }
}

async function ownFolder(dataDir: string): Promise<string> {
  const wanted = resolve(dataDir);
  try {
    await mkdir(wanted, { recursive: true, mode: 0o755 });
    return await realpath(wanted);
  } catch (error) {
    throw new EmbeddedPostgresFailure(`DATA_DIR ${wanted} can't be used: ${(error as Error).message}`, error);
  }
}
