import { execFile } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Beyond the highest process id that any supported system gives out, and still a number that PostgreSQL accepts. */
const NOBODY = 2_147_483_647;

/** What a running server says about itself in `postmaster.pid`. */
export interface Postmaster {
  readonly pid: number;
  /** 0 until the server listens. */
  readonly port: number;
}

/**
 * The server that runs over `folder`, if one does. The file outlives a killed server and its process id may since belong
 * to someone else, so the process is looked at as well; a file that nobody stands behind is put out of force.
 */
export async function runningPostmaster(folder: string): Promise<Postmaster | undefined> {
  const file = await open(join(folder, 'postmaster.pid'), 'r+').catch(() => undefined);
  if (file === undefined) return undefined;
  try {
    const text = await file.readFile('utf8');
    const [pidLine, folderLine, , portLine, , addressLine] = text.split('\n').map((line) => line.trim());
    const pid = Number(pidLine);
    if (!Number.isInteger(pid) || pid <= 0 || pid === NOBODY) return undefined;
    const command = await commandOf(pid);
    if (command === undefined) return undefined;
    // The port is on file before it is bound, the address after.
    if (folderLine === folder && command.includes(folder)) return { pid, port: addressLine ? Number(portLine) : 0 };
    // Only the id is replaced, in the very file that was read: what follows it lets PostgreSQL notice survivors of the
    // server that was killed, and a server that starts meanwhile has a new file that this does not touch.
    await file.write(text.replace(/^\s*\d+/, String(NOBODY)), 0);
    return undefined;
  } finally {
    await file.close();
  }
}

/** The command line of a process; `undefined` when there is none of that id, empty for one that has ended but was not reaped. */
async function commandOf(pid: number): Promise<string | undefined> {
  try {
    if (process.platform === 'linux') return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
    return (await run('ps', ['-ww', '-o', 'command=', '-p', String(pid)])).stdout;
  } catch {
    return undefined;
  }
}
