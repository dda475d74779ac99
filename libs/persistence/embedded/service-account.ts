import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedPostgresFailure } from './embedded-postgres-failure.js';

const run = promisify(execFile);
const NAME = 'postgres';

/** The user that PostgreSQL runs as; empty when that is the user who runs this process. */
export interface ServiceAccount {
  readonly uid?: number;
  readonly gid?: number;
}

/** PostgreSQL refuses to run as root, so for root the user `postgres` is looked up, and made where there is none. */
export async function serviceAccount(): Promise<ServiceAccount> {
  if (process.getuid?.() !== 0) return {};
  return (await lookUp()) ?? (await create());
}

/**
 * Says which folder keeps the account from reaching `path`.
 * @throws EmbeddedPostgresFailure naming the first such folder
 */
export async function assertReachable(account: ServiceAccount, path: string, what: string): Promise<void> {
  if (account.uid === undefined) return;
  for (const folder of ancestors(path)) {
    const { mode, uid, gid } = await stat(folder);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) {
      throw new EmbeddedPostgresFailure(
        `The embedded PostgreSQL runs as the user "${NAME}", who can't enter ${folder}, where ${what} are: ` +
          `chmod o+x ${folder}, or move them elsewhere.`,
      );
    }
  }
}

/** The folders on the way to `path`, from the root. */
function ancestors(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [] : [...ancestors(parent), parent];
}

async function lookUp(): Promise<ServiceAccount | undefined> {
  try {
    const [uid, gid] = await Promise.all(['-u', '-g'].map(async (flag) => Number((await run('id', [flag, NAME])).stdout)));
    return uid === undefined || gid === undefined ? undefined : { uid, gid };
  } catch {
    return undefined;
  }
}

async function create(): Promise<ServiceAccount> {
  const advice =
    `The embedded PostgreSQL can't run as root and the user "${NAME}" could not be made: ` + 'run as another user, or set DATABASE_URL.';
  try {
    await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', NAME]);
  } catch (error) {
    throw new EmbeddedPostgresFailure(advice, error);
  }
  const account = await lookUp();
  if (account === undefined) throw new EmbeddedPostgresFailure(advice);
  return account;
}
