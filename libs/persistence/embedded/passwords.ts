import { randomBytes } from 'node:crypto';
import { link, open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresFailure } from './embedded-postgres-failure.js';

/** Passwords of the three roles of an embedded cluster. */
export interface Passwords {
  /** `postgres`: starts and stops the cluster, makes roles and the database. */
  readonly superuser: string;
  /** `aceso_owner`: owns the database and its tables, runs migrations. */
  readonly owner: string;
  /** `aceso`: what the application signs in with. */
  readonly application: string;
}

/** Reads the passwords kept in `dataDir`, or makes them once. Only the owner of the file can read it. */
export async function passwordsIn(dataDir: string): Promise<Passwords> {
  const file = join(dataDir, 'postgres.json');
  return (await read(file)) ?? (await generate(file));
}

async function read(file: string): Promise<Passwords | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new EmbeddedPostgresFailure(`${file}, which holds the database's passwords, can't be read: ${(error as Error).message}`, error);
  }
  try {
    const { superuser, owner, application } = JSON.parse(text) as Passwords;
    if ([superuser, owner, application].every((kept) => typeof kept === 'string' && kept.length > 0)) {
      return { superuser, owner, application };
    }
  } catch {
    // Told below, together with a document of another shape.
  }
  throw new EmbeddedPostgresFailure(`${file} does not hold the database's passwords any more: restore it from a backup.`);
}

async function generate(file: string): Promise<Passwords> {
  const passwords = { superuser: password(), owner: password(), application: password() };
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(passwords, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    // A link appears whole or not at all, and only for the first of several processes.
    await link(draft, file);
    return passwords;
  } catch (error) {
    const theirs = (error as NodeJS.ErrnoException).code === 'EEXIST' ? await read(file) : undefined;
    if (theirs === undefined) throw error;
    return theirs;
  } finally {
    await unlink(draft);
  }
}

function password(): string {
  return randomBytes(24).toString('base64url');
}
