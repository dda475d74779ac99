import { execFile, spawn } from 'node:child_process';
import { open, rename, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.js';
import { EmbeddedPostgresFailure } from './embedded-postgres-failure.js';
import { postgresEnvironment } from './environment.js';
import { runningPostmaster } from './postmaster-file.js';
import type { ServiceAccount } from './service-account.js';

const run = promisify(execFile);
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;

/**
 * For a small hospital on one machine. The log keeps to the server's own events: texts of statements, values and even
 * refused rows carry personal data.
 */
const SETTINGS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  maintenance_work_mem: '128MB',
  work_mem: '8MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  wal_compression: 'on',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

/** For tests: a crash may lose everything. */
const NOT_DURABLE: Record<string, string> = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_wal_size: '1GB' };

export interface PostmasterPlan {
  readonly folder: string;
  readonly logFile: string;
  readonly binaries: Binaries;
  readonly account: ServiceAccount;
  readonly durable: boolean;
  /** A fixed port, or none for any free one. */
  readonly port: number | undefined;
}

/**
 * Starts a server, in a session of its own: Ctrl-C reaches the whole process group of the terminal, and the server has to
 * outlive the draining of requests and jobs. Settles when a server listens, or when this one has ended again because
 * another was first, the port was taken meanwhile or the remains of a killed server are not gone yet.
 * @throws EmbeddedPostgresFailure when it can't start at all
 */
export async function launchPostmaster(plan: PostmasterPlan): Promise<void> {
  const { account, binaries, folder, logFile } = plan;
  const port = plan.port ?? (await freePort());
  const settings = { ...SETTINGS, ...(plan.durable ? {} : NOT_DURABLE) };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = await openLog(logFile);
  try {
    const { size: before } = await log.stat();
    const child = spawn(binaries.postgres, ['-D', folder, '-p', String(port), ...flags], {
      ...account,
      cwd: folder,
      env: postgresEnvironment(),
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    child.unref();
    const ended = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('exit', (code, signal) => resolve(`ended with ${signal ?? code}`));
    });
    const outcome = await endedBeforeListening(folder, ended);
    if (outcome !== undefined) await judge(plan, outcome, await linesAfter(logFile, before));
  } finally {
    await log.close();
  }
}

/** Stops the server over `folder` and waits for it; in a hurry (recovering at the next start) when `seconds` have gone by. */
export async function stopPostmaster({ account, binaries, folder }: PostmasterPlan, seconds: number): Promise<void> {
  const options = { ...account, cwd: folder, env: postgresEnvironment() };
  const stop = (mode: string) => run(binaries.pg_ctl, ['stop', '--silent', '-D', folder, '-m', mode, '-w', '-t', String(seconds)], options);
  try {
    await stop('fast');
  } catch {
    if ((await runningPostmaster(folder)) !== undefined) await stop('immediate');
  }
}

async function endedBeforeListening(folder: string, ended: Promise<string>): Promise<string | undefined> {
  for (;;) {
    const outcome = await Promise.race([ended, pause(10)]);
    if (outcome !== undefined) return outcome;
    const running = await runningPostmaster(folder);
    if (running !== undefined && running.port > 0) return undefined;
  }
}

async function judge(plan: PostmasterPlan, outcome: string, lines: string[]): Promise<void> {
  const text = lines.join('\n');
  if (/lock file "postmaster\.pid"|pre-existing shared memory block/.test(text)) {
    await pause(100);
    return;
  }
  if (text.includes('could not create any TCP/IP sockets')) {
    if (plan.port === undefined) return;
    throw new EmbeddedPostgresFailure(`The port ${plan.port} of the embedded PostgreSQL is taken by another program.`);
  }
  const reason = lines.findLast((line) => /FATAL|PANIC|error/.test(line)) ?? lines.at(-1) ?? outcome;
  throw new EmbeddedPostgresFailure(`The embedded PostgreSQL could not start (${reason.trim()}); more is in ${plan.logFile}.`);
}

async function openLog(path: string) {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LOG_LIMIT_BYTES) await rename(path, `${path}.1`);
  return open(path, 'a+', 0o600);
}

async function linesAfter(path: string, offset: number): Promise<string[]> {
  const log = await open(path, 'r');
  try {
    const { size } = await log.stat();
    const { buffer } = await log.read(Buffer.alloc(Math.max(0, size - offset)), 0, Math.max(0, size - offset), offset);
    return buffer.toString('utf8').split('\n').filter(Boolean);
  } finally {
    await log.close();
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', resolve);
  });
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
