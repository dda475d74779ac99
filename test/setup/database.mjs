// One server for the whole run, with one migrated database that every suite clones.
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Followed by the id of the process whose folder it is. */
const PREFIX = 'aceso-test-';

/**
 * @returns {Promise<{ url: string, applicationUrl: string, stop(): Promise<void> }>} the template as its owner, who may
 *   create databases, and as the role that the application has
 */
export async function provideDatabase() {
  const { EmbeddedPostgres, migrate } = await import('../../dist/libs/persistence/index.js');
  const { migrateQueueStore } = await import('../../dist/libs/messaging/index.js');
  const { migrations } = await import('../../dist/mikro-orm.config.js');
  await clearAbandoned();
  const dataDir = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  await chmod(dataDir, 0o755);
  let server;
  const stop = async () => {
    await server?.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    server = await EmbeddedPostgres.start({ dataDir, durable: false });
    const role = new URL(server.url).username;
    await migrate(server.ownerUrl, migrations, role);
    await migrateQueueStore(server.ownerUrl, role);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: server.ownerUrl, applicationUrl: server.url, stop };
}

/** A run that was broken off leaves its server, which is meant to outlive signals, and its folder. */
async function clearAbandoned() {
  const { runningPostmaster } = await import('../../dist/libs/persistence/embedded/postmaster-file.js');
  const isAbandoned = (name) => name.startsWith(PREFIX) && !isAlive(Number.parseInt(name.slice(PREFIX.length), 10));
  for (const name of (await readdir(tmpdir())).filter(isAbandoned)) {
    const folder = join(tmpdir(), name);
    const server = await runningPostmaster(join(folder, 'postgres'));
    if (server !== undefined) process.kill(server.pid, 'SIGQUIT');
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code !== 'ESRCH';
  }
}
