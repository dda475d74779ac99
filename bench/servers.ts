import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';

/** A server process under test. */
export interface ServerProcess {
  origin: string;
  child: ChildProcess;
  /** Milliseconds from the start of the process to the first answer that says it is ready. */
  readyAfter: number;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

async function untilAnswers(origin: string, path: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The server at ${origin} ended with ${child.exitCode}.`);
    const answer = await fetch(origin + path).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer && answer.status !== 503) return;
    await pause(10);
  }
}

async function serve(command: string[], path: string, env: Record<string, string>): Promise<ServerProcess> {
  const port = await freePort();
  const [program = '', ...args] = command;
  const began = performance.now();
  const child = spawn(program, args, {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: { ...process.env, PORT: String(port), NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const origin = `http://127.0.0.1:${port}`;
  await untilAnswers(origin, path, child);
  return { origin, child, readyAfter: performance.now() - began };
}

/** As in `npm start`. */
const YOUNG = '--max-semi-space-size=8';

/** No request of the bench may be turned away for being one of many. */
const UNLIMITED = { RATE_LIMIT_USER: '100000000', RATE_LIMIT_ADDRESS: '100000000', LOG_LEVEL: 'warn' };

/** The product as it is built. */
export function startAceso(dataDir: string, env: Record<string, string> = {}): Promise<ServerProcess> {
  return serve([process.execPath, YOUNG, 'dist/src/main.js'], '/health/ready', { DATA_DIR: dataDir, ...UNLIMITED, ...env });
}

/** The process that does the jobs, as production has it beside the one that serves requests. */
export function startWorker(dataDir: string, env: Record<string, string> = {}): Promise<ServerProcess> {
  return serve([process.execPath, YOUNG, 'dist/src/worker.js'], '/health/ready', { DATA_DIR: dataDir, LOG_LEVEL: 'warn', ...env });
}

/** The product as a person starts it, with everything that `npm start` looks at. */
export function startByNpm(dataDir: string): Promise<ServerProcess> {
  return serve(['npm', 'start'], '/health/ready', { DATA_DIR: dataDir, ...UNLIMITED });
}

export function startYardstick(databaseUrl: string, jwtSecret: string): Promise<ServerProcess> {
  return serve([process.execPath, 'dist/bench/yardstick.js'], '/', { DATABASE_URL: databaseUrl, JWT_SECRET: jwtSecret });
}

export async function stop({ child }: ServerProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** Resident memory in MiB, as Linux has it. */
export async function residentMemory({ child }: ServerProcess): Promise<number> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
}

/** Signs the administrator in. */
export async function signIn(origin: string, dataDir: string): Promise<string> {
  const body = await readFile(`${dataDir}/administrator.json`, 'utf8');
  const answer = await fetch(`${origin}/api/v1/auth/login`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  return ((await answer.json()) as { accessToken: string }).accessToken;
}
