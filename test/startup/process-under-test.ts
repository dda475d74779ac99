import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';

export interface ServerUser {
  readonly process: ChildProcess;
  readonly postmaster: number;
  readonly url: string;
  readonly ownerUrl: string;
  /** Lets it stop in order; the exit code. */
  leave(): Promise<number | null>;
}

/** A new folder that the database's user may enter, unlike what `mkdtemp` makes. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `aceso-test-${process.pid}-`));
  await chmod(folder, 0o755);
  return folder;
}

/** A copy of a data folder whose server is stopped, with owners and modes: quicker than setting up another. */
export async function copy(folder: string): Promise<string> {
  const target = await temporaryFolder();
  await promisify(execFile)('cp', ['-a', `${folder}/.`, target]);
  return target;
}

export async function remove(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Starts a process of its own group, as a terminal does, that uses the embedded server over `dataDir`. */
export async function serverUser(dataDir: string): Promise<ServerUser> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('server-user.mjs', import.meta.url)), dataDir], {
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const lines = createInterface({ input: child.stdout });
  const [line] = (await Promise.race([once(lines, 'line'), exited.then(() => [undefined])])) as [string | undefined];
  if (line === undefined) throw new Error('The process ended before its server was ready: is dist/ built?');
  const leave = async (): Promise<number | null> => {
    child.stdin.end();
    return (await exited)[0];
  };
  return { process: child, ...(JSON.parse(line) as Pick<ServerUser, 'postmaster' | 'url' | 'ownerUrl'>), leave };
}

/** Kills like the kernel does when memory runs out: nothing of the process runs any more. */
export async function killHard(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/** Waits for the end of a process that is on its way out. */
export async function gone(pid: number): Promise<void> {
  await until(() => {
    try {
      return !process.kill(pid, 0);
    } catch {
      return true;
    }
  });
}

const PATIENCE_MS = 20_000;

/** Asks again until the answer is yes; gives up before the test's own time limit would leave the asking behind. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`Still not so after ${PATIENCE_MS} ms: ${condition.toString()}`);
    await pause(20);
  }
}

export async function query(url: string, ...statements: string[]): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    let rows: unknown[] = [];
    for (const statement of statements) rows = (await client.query(statement)).rows;
    return rows;
  } finally {
    await client.end();
  }
}
