import { execFile } from 'node:child_process';
import { chown, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.js';
import { EmbeddedPostgresFailure } from './embedded-postgres-failure.js';
import { postgresEnvironment } from './environment.js';
import type { ServiceAccount } from './service-account.js';

const run = promisify(execFile);
const MAJOR = '18';
const STAGING = 'postgres.new-';

/**
 * Sorting and case come from PostgreSQL's own C.UTF-8, the same on every machine. Beside it pg_trgm asks the operating
 * system which letters are letters: with plain C it would see none outside ASCII, so a UTF-8 one is taken if there is one.
 */
const LETTER_LOCALES = ['C.UTF-8', 'en_US.UTF-8', 'C'];

export interface ClusterPlan {
  readonly dataDir: string;
  readonly binaries: Binaries;
  readonly account: ServiceAccount;
  readonly superuserPassword: string;
  readonly durable: boolean;
}

/** Where the cluster of `dataDir` lives. */
export function clusterFolder(dataDir: string): string {
  return join(dataDir, 'postgres');
}

/** The major version of the cluster in `dataDir`, if there is one. */
export async function clusterVersion(dataDir: string): Promise<string | undefined> {
  try {
    return (await readFile(join(clusterFolder(dataDir), 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Makes the cluster where there is none. It appears whole: a process killed on the way leaves only a folder to clear away. */
export async function ensureCluster(plan: ClusterPlan, onLine: (line: string) => void): Promise<void> {
  const version = await clusterVersion(plan.dataDir);
  if (version === MAJOR) return;
  const folder = clusterFolder(plan.dataDir);
  if (version !== undefined) {
    throw new EmbeddedPostgresFailure(
      `${folder} was made by PostgreSQL ${version} and this release carries ${MAJOR}: ` +
        'move the data with the release that made them, see docs/operations.md.',
    );
  }
  onLine(`Setting up PostgreSQL ${MAJOR} in ${folder}`);
  await clearAbandoned(plan.dataDir);
  const staging = join(plan.dataDir, `${STAGING}${process.pid}`);
  try {
    await initialise(plan, staging);
    await publish(join(staging, 'cluster'), folder);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function initialise({ account, binaries, superuserPassword, durable }: ClusterPlan, staging: string): Promise<void> {
  const passwordFile = join(staging, 'password');
  await mkdir(staging, { mode: 0o700 });
  await writeFile(passwordFile, superuserPassword, { mode: 0o600 });
  if (account.uid !== undefined && account.gid !== undefined) {
    await Promise.all([staging, passwordFile].map((path) => chown(path, account.uid ?? 0, account.gid ?? 0)));
  }
  const flags = [
    `--pgdata=${join(staging, 'cluster')}`,
    `--pwfile=${passwordFile}`,
    '--username=postgres',
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--data-checksums',
    ...(durable ? [] : ['--no-sync']),
  ];
  for (const letters of LETTER_LOCALES) {
    try {
      await run(binaries.initdb, [...flags, `--lc-ctype=${letters}`], { ...account, cwd: staging, env: postgresEnvironment() });
      return;
    } catch (error) {
      const output = (error as { stderr?: string }).stderr ?? '';
      if (letters !== 'C' && output.includes('invalid locale name')) continue;
      throw new EmbeddedPostgresFailure(`PostgreSQL could not be set up: ${output.trim() || (error as Error).message}`, error);
    }
  }
}

async function publish(fresh: string, folder: string): Promise<void> {
  try {
    await rename(fresh, folder);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (!['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(code)) throw error;
    // Another process was first; its cluster is used.
  }
}

async function clearAbandoned(dataDir: string): Promise<void> {
  const abandoned = (await readdir(dataDir)).filter((name) => name.startsWith(STAGING) && !isAlive(Number(name.slice(STAGING.length))));
  await Promise.all(abandoned.map((name) => rm(join(dataDir, name), { recursive: true, force: true })));
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
