import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';

/** Clock ticks of Linux a second (sysconf `_SC_CLK_TCK`), the same on every architecture that Node runs on. */
const TICKS = 100;

/** Milliseconds of processor time, in user and system mode together, by what used it. */
export type CpuTimes = Record<string, number>;

/** Whose time is looked at: processes by name, a PostgreSQL server by its folder, and a Redis where there is one. */
export interface CpuSubjects {
  processes: Record<string, number>;
  dataDir: string;
  redisUrl?: string | undefined;
}

interface Spent {
  own: number;
  /** Of children that have ended and were waited for. */
  ofEnded: number;
}

/** Processor time spent so far, as Linux has it; nothing elsewhere. */
export async function cpuTimes(subjects: CpuSubjects): Promise<CpuTimes | undefined> {
  if (process.platform !== 'linux') return undefined;
  const times: CpuTimes = { postgres: await spentByPostgres(subjects.dataDir) };
  for (const [name, pid] of Object.entries(subjects.processes)) times[name] = (await spentBy(pid)).own;
  if (subjects.redisUrl !== undefined) times['redis'] = await redisTime(subjects.redisUrl);
  return times;
}

/** @returns milliseconds each of so many pieces of work took, by what spent them, the most expensive first */
export function cpuPerPiece(before: CpuTimes, after: CpuTimes, pieces: number): CpuTimes {
  const each = Object.entries(after).map(([name, time]): [string, number] => [name, (time - (before[name] ?? 0)) / pieces]);
  return Object.fromEntries(each.sort(([, a], [, b]) => b - a).map(([name, time]) => [name, Math.round(time * 1_000) / 1_000]));
}

/** All of a server's processes: those that come and go, connections and vacuum's workers, are found in what it waited for. */
async function spentByPostgres(dataDir: string): Promise<number> {
  const [pid = ''] = (await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n', 1);
  const children = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim().split(' ');
  const living = await Promise.all(children.map((child) => spentBy(Number(child)).catch(() => ({ own: 0 }))));
  const server = await spentBy(Number(pid));
  return living.reduce((sum, { own }) => sum + own, server.own + server.ofEnded);
}

async function spentBy(pid: number): Promise<Spent> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The name of the program may hold blanks and brackets; utime is the 14th field of all, the 12th behind the name.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ').map(Number);
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15);
  return { own: ((user + system) * 1_000) / TICKS, ofEnded: ((endedUser + endedSystem) * 1_000) / TICKS };
}

async function redisTime(url: string): Promise<number> {
  const redis = new Redis(url);
  try {
    const info = await redis.info('cpu');
    const of = (field: string): number => Number(new RegExp(`${field}:([\\d.]+)`).exec(info)?.[1]) * 1_000;
    return of('used_cpu_user') + of('used_cpu_sys');
  } finally {
    redis.disconnect();
  }
}
