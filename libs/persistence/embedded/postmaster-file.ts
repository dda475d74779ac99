import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Beyond the highest process id that any supported system gives out, and still a number that PostgreSQL accepts. */
const NOBODY = 2_147_483_647;

/** What a running server says about itself in `postmaster.pid`. */
export interface Postmaster {
  readonly pid: number;
  /** 0 while the server is still opening its port. */
  readonly port: number;
  readonly status: string;
}

/**
 * The server that runs over `folder`, if one does. The file outlives a killed server and its process id may since belong
 * to someone else, so the process is looked at as well; a file that nobody stands behind is put out of force.
 */
export async function runningPostmaster(folder: string): Promise<Postmaster | undefined> {
  const path = join(folder, 'postmaster.pid');
  const text = await readFile(path, 'utf8').catch(() => '');
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0 || pid === NOBODY) return undefined;
  const command = await commandOf(pid);
  if (command === undefined) return undefined;
  if (lines[1] === folder && command.includes(folder)) {
    return { pid, port: Number(lines[3] || 0), status: lines[7] ?? '' };
  }
  // The file stays otherwise as it is: its shared memory key lets PostgreSQL notice survivors of the server that was killed.
  await writeFile(path, text.replace(/^\s*\d+/, String(NOBODY)));
  return undefined;
}

/** The command line of a process; `undefined` when there is none of that id, empty for one that has ended but was not reaped. */
async function commandOf(pid: number): Promise<string | undefined> {
  if (process.platform === 'win32') return undefined;
  try {
    if (process.platform === 'linux') return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
    return (await run('ps', ['-ww', '-o', 'command=', '-p', String(pid)])).stdout;
  } catch {
    return undefined;
  }
}
